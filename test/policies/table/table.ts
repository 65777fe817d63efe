import * as data from "./data";
import * as edge from "./edge";
import * as firewall from "./firewall";
import * as pods from "./pods";
import * as registry from "./registry";
import * as releases from "./releases";
import * as rollouts from "./rollouts";
import * as state from "./state";
import * as tags from "./tags";
import * as traffic from "./traffic";
import * as watch from "./watch";
import type { Row, UnknownRow } from "../support/rows";

/** Every change that the pack has to catch. */
export const ROWS: readonly Row[] = [
  ...data.ROWS,
  ...edge.ROWS,
  ...firewall.ROWS,
  ...pods.ROWS,
  ...registry.ROWS,
  ...releases.ROWS,
  ...rollouts.ROWS,
  ...state.ROWS,
  ...tags.ROWS,
  ...traffic.ROWS,
  ...watch.ROWS,
];

/** Every value that a preview may not know, and what then is said. */
export const UNKNOWN: readonly UnknownRow[] = [
  ...data.UNKNOWN,
  ...edge.UNKNOWN,
  ...firewall.UNKNOWN,
  ...pods.UNKNOWN,
  ...registry.UNKNOWN,
  ...releases.UNKNOWN,
  ...rollouts.UNKNOWN,
  ...state.UNKNOWN,
  ...tags.UNKNOWN,
  ...traffic.UNKNOWN,
  ...watch.UNKNOWN,
];
