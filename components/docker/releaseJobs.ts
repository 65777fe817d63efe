import type * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { perRelease } from "../app/release";
import type { Database } from "./database";
import type { EngineRelease } from "./engineRelease";
import { Migration } from "./migration";
import type { Place } from "./place";
import type { Snapshots } from "./snapshots";

export interface ReleaseJobsArgs {
  place: Place;
  database: Pick<Database, "url" | "password" | "container">;
  snapshots: Snapshots;
  /** What has to be there before anything is copied or migrated: the maintenance page, where there is one. */
  after: pulumi.Input<pulumi.Resource>[];
}

/**
 * Snapshot, then migration: once for each release, also when both colours run it.
 *
 * @returns what finds a release's migration, which its colour's containers wait for
 */
export function releaseJobs(
  colors: Record<Color, { release: EngineRelease }>,
  { place, database, snapshots, after }: ReleaseJobsArgs,
  opts: pulumi.ComponentResourceOptions,
): (release: EngineRelease) => docker.Container {
  return perRelease(colors, (release, hash) => {
    const copied = snapshots.of({ name: release.name, hash }, database, after);
    const args = { place, database, release, after: copied };
    return new Migration(`migration-${hash}`, args, opts).job;
  });
}
