import * as pulumi from "@pulumi/pulumi";
import { BACKUP_LOOP, BACKUP_SCRIPT, FRESH_SCRIPT } from "./backupScript";
import type { Database } from "./database";
import { partContainer } from "./partContainer";
import type { Place } from "./place";
import { SNAPSHOTS_FOLDER } from "./snapshotScript";

export const BACKUPS_MIB = 256;

export interface BackupsArgs {
  place: Place;
  database: Pick<Database, "url" | "container">;
  /** The volume with the dumps, those of releases among them. */
  snapshots: { location: pulumi.Input<string> };
}

/** Dumps of the database every hour, day and week. The container is unhealthy when there is no good one in time. */
export class Backups extends pulumi.ComponentResource {
  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Backups", name, {}, opts);
    const { place, database, snapshots } = args;
    partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.database,
        memoryMiB: BACKUPS_MIB,
        user: "root",
        entrypoints: ["sh", "-uc", BACKUP_LOOP, name, BACKUP_SCRIPT],
        envs: [pulumi.interpolate`DATABASE_URL=${database.url}`],
        volumes: [{ volumeName: snapshots.location, containerPath: SNAPSHOTS_FOLDER }],
        healthcheck: {
          tests: ["CMD-SHELL", FRESH_SCRIPT],
          // Written as Docker writes them: "60s" would come back as another value, and be a change.
          interval: "1m0s",
          timeout: "10s",
          // The first dump takes its time.
          startPeriod: "10m0s",
          retries: 1,
        },
      },
      { parent: this, dependsOn: database.container },
    );
    this.registerOutputs({});
  }
}
