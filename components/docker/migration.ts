import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { EngineRelease } from "./engineRelease";
import { DEADLINES } from "../app/lifecycle";
import { MIGRATE_SCRIPT } from "../app/migrateScript";
import { APP_USER } from "./appContainer";
import type { Database } from "./database";
import { envsOf } from "./environment";
import { oneShot } from "./oneShot";
import type { Place } from "./place";

/** LobeHub's migrator takes no lock: when two meet, one exits 1, runs again and finds nothing to do. */
const MIGRATION_SCRIPT = `for attempt in 1 2 3; do
  /bin/node -e "$1" && exit 0
  sleep 5
done
exec /bin/node -e "$1"
`;

export interface MigrationArgs {
  place: Place;
  database: Pick<Database, "url" | "password">;
  release: EngineRelease;
  /** The snapshot that has to be there first. */
  after: pulumi.Resource;
}

/** Brings the shared schema to what a release wants, once, from the release's own image. */
export class Migration extends pulumi.ComponentResource {
  readonly job: docker.Container;

  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Migration", name, {}, opts);
    const { place, database, release, after } = args;
    const seconds = String(DEADLINES.migrationJobSeconds);
    this.job = oneShot(
      name,
      {
        place,
        part: "migration",
        image: place.images.ofRelease(release),
        memoryMiB: place.memoryMiB.app,
        deadlineSeconds: DEADLINES.migrationJobSeconds,
        isOnce: true,
        user: APP_USER,
        entrypoints: [
          "timeout",
          seconds,
          "sh",
          "-ec",
          MIGRATION_SCRIPT,
          "migration",
          MIGRATE_SCRIPT,
        ],
        envs: envsOf({ DATABASE_DRIVER: "node", DATABASE_URL: database.url }),
        secrets: [database.password],
      },
      { parent: this, dependsOn: after },
    );
    this.registerOutputs({});
  }
}
