import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { perRelease, type Release } from "../app/release";
import type { AppEnvironment } from "./appEnvironment";
import { Migration } from "./migration";
import { Snapshot, type SnapshotArgs } from "./snapshot";

export interface ReleaseJobsArgs {
  app: AppEnvironment;
  /** Where the images come from: a repository's URL, without a tag. */
  registry: pulumi.Input<string>;
  /** How the database is copied. */
  snapshot: Omit<SnapshotArgs, "app" | "release" | "after">;
  /** What has to be there before anything is copied or migrated: the maintenance page, where there is one. */
  after: pulumi.Input<pulumi.Resource>[];
}

/**
 * Snapshot, then migration: once for each release, also when both colours run it.
 *
 * @returns what finds a release's migration, which its colour's pods wait for
 */
export function releaseJobs(
  colors: Record<Color, { release: Release }>,
  { app, registry, snapshot, after }: ReleaseJobsArgs,
  opts: pulumi.ComponentResourceOptions,
): (release: Release) => k8s.batch.v1.Job {
  const migrationOf = perRelease(colors, (release, hash) => {
    const copied = new Snapshot(
      `snapshot-${hash}`,
      { ...snapshot, app, release: release.name, after },
      opts,
    );
    return new Migration(`migration-${hash}`, { app, registry, release, after: copied.job }, opts);
  });
  return (release) => migrationOf(release).job;
}
