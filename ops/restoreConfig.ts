import type { ConfigMap } from "@pulumi/pulumi/automation";
import { gt } from "semver";
import { z } from "zod";
import { COLORS } from "../config/color";
import type { RecordedUpdate } from "./history";
import { withValues } from "./configChange";
import type { Deployed, Operations } from "./operations";
import { Refusal } from "./refusal";

const SIDE = z.looseObject({});

/** The stack as it was when a dump was made. */
export type Then = Pick<RecordedUpdate, "releases" | "schema" | "number">;

/**
 * The update that had last succeeded when a dump was made: its schema is the dump's.
 *
 * @throws Refusal when the history does not go back so far
 */
export function stackAt(updates: readonly RecordedUpdate[], at: Date): Then {
  const then = updates.find(({ endedAt, narrowed }) => !narrowed && endedAt <= at);
  if (then !== undefined) return then;
  throw new Refusal(
    `The stack's history has no update before ${at.toISOString()}, so nobody can say which schema the dump has: docs/restore.md says how to restore it by hand. Nothing was changed.`,
  );
}

/** Restores a dump beside the live database, and leaves users where they are. */
export function besideConfig(
  config: ConfigMap,
  snapshot: string,
  { restore }: Pick<Operations, "restore">,
): ConfigMap {
  const serves = restore?.serving === true ? restore.snapshot : (restore?.serves ?? undefined);
  return withValues(config, { restore: JSON.stringify({ snapshot, serving: false, serves }) });
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
  }: { snapshot: string; then: Then; deployed: Pick<Deployed, "releases"> },
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
    restore: JSON.stringify({ snapshot, serving: true }),
    schema: JSON.stringify(then.schema),
    ...Object.fromEntries(sides),
  });
}
