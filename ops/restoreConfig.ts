import type { ConfigMap } from "@pulumi/pulumi/automation";
import { gt } from "semver";
import { z } from "zod";
import { rdsSnapshots } from "../components/app/restored";
import { COLORS } from "../config/color";
import type { RecordedUpdate } from "./history";
import { withValues } from "./configChange";
import type { Deployed, Operations } from "./operations";
import { Refusal } from "./refusal";

const SIDE = z.looseObject({});

/** The stack as it was when a snapshot was made. */
export type Then = Pick<RecordedUpdate, "releases" | "schema" | "number">;

/**
 * The update that had last succeeded when a snapshot was made: its schema is the snapshot's.
 *
 * @throws Refusal when the history does not go back so far
 */
export function stackAt(updates: readonly RecordedUpdate[], at: Date): Then {
  const then = updates.find(({ endedAt, narrowed }) => !narrowed && endedAt <= at);
  if (then !== undefined) return then;
  throw new Refusal(
    `The stack's history has no update before ${at.toISOString()}, so nobody can say which schema the snapshot has: docs/restore.md says how to restore it by hand. Nothing was changed.`,
  );
}

/**
 * Restores a snapshot beside the live database, and leaves users where they are. An instance that was restored before
 * stays: it is protected, and to leave it out would be to delete it.
 */
export function besideConfig(
  config: ConfigMap,
  snapshot: string,
  { restore }: Pick<Operations, "restore">,
): ConfigMap {
  const serves = restore?.serving === true ? restore.snapshot : (restore?.serves ?? undefined);
  const kept = keptOf(restore);
  return withValues(config, {
    restore: JSON.stringify({ snapshot, serving: false, serves, kept }),
  });
}

/** @returns undefined for none, so that JSON leaves it out */
function keptOf(restore: Operations["restore"]): string[] | undefined {
  if (restore === null) return undefined;
  const { snapshot, serves, kept } = restore;
  const all = rdsSnapshots({ snapshot, serving: false, serves: serves ?? undefined, kept });
  return all.length === 0 ? undefined : all;
}

/**
 * Serves users from what was restored, with the schema's mark where it was then. A colour whose release is newer
 * than that cannot read it, and gets the release that it had then.
 */
export function servingConfig(
  config: ConfigMap,
  {
    snapshot,
    then,
    deployed,
    operations,
  }: {
    snapshot: string;
    then: Then;
    deployed: Pick<Deployed, "releases">;
    operations: Pick<Operations, "restore">;
  },
): ConfigMap {
  const colors = COLORS.filter((color) =>
    gt(deployed.releases[color].version, then.schema.version),
  );
  const sides = colors.map((color) => {
    const side = SIDE.parse(JSON.parse(config[`lobechat:${color}`]?.value ?? "{}"));
    const value = JSON.stringify({ ...side, release: then.releases[color] });
    return [color, value] as const;
  });
  return withValues(config, {
    restore: JSON.stringify({ snapshot, serving: true, kept: keptOf(operations.restore) }),
    schema: JSON.stringify(then.schema),
    ...Object.fromEntries(sides),
  });
}
