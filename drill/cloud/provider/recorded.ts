import type { ResourceKind } from "./kind";
import { CLUSTER } from "./recordedCluster";
import { DOMAIN } from "./recordedDomain";
import { IDENTITY } from "./recordedIdentity";
import { recordedKind } from "./recordedKind";
import { NETWORK } from "./recordedNetwork";
import { STORAGE } from "./recordedStorage";
import { WATCH } from "./recordedWatch";

const RECORDED_IN_AWS = { ...NETWORK, ...CLUSTER, ...IDENTITY, ...STORAGE, ...DOMAIN, ...WATCH };

/** What of AWS is only taken note of: nothing in a drill depends on what it does. */
export function recordedInAws(): [string, ResourceKind][] {
  return Object.entries(RECORDED_IN_AWS).map(([type, recorded]) => [type, recordedKind(recorded)]);
}
