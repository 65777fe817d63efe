import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { DEADLINES } from "../app/lifecycle";
import type { Database } from "./database";
import { dataVolume } from "./dataVolume";
import { oneShot } from "./oneShot";
import type { Place } from "./place";
import { SNAPSHOT_SCRIPT, SNAPSHOTS_FOLDER } from "./snapshotScript";

const MEMORY_MIB = 512;

export interface SnapshotsArgs {
  place: Place;
  /** Whether the dumps are kept from deletion. */
  protect: boolean;
}

/** Where the copies of the database go that are made before each release. */
export class Snapshots extends pulumi.ComponentResource {
  /** The volume's name. */
  readonly location: pulumi.Output<string>;
  readonly #args: SnapshotsArgs;

  constructor(name: string, args: SnapshotsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Snapshots", name, {}, opts);
    this.#args = args;
    this.location = dataVolume(name, args, { parent: this }).name;
    this.registerOutputs({});
  }

  /** A copy of the database, made once before a release migrates it. */
  of(
    { name, hash }: { name: string; hash: string },
    database: Pick<Database, "url" | "password" | "container">,
    after: pulumi.Input<pulumi.Resource>[],
  ): docker.Container {
    const { place } = this.#args;
    const seconds = String(DEADLINES.snapshotJobSeconds);
    return oneShot(
      `snapshot-${hash}`,
      {
        place,
        part: "snapshot",
        image: place.images.of.database,
        memoryMiB: MEMORY_MIB,
        deadlineSeconds: DEADLINES.snapshotJobSeconds,
        isOnce: true,
        user: "root",
        entrypoints: ["timeout", seconds, "sh", "-ec", SNAPSHOT_SCRIPT],
        envs: [pulumi.interpolate`DATABASE_URL=${database.url}`, `RELEASE=${name}`],
        volumes: [{ volumeName: this.location, containerPath: SNAPSHOTS_FOLDER }],
        secrets: [database.password],
      },
      { parent: this, dependsOn: [database.container, ...after] },
    );
  }
}
