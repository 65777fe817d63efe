import * as pulumi from "@pulumi/pulumi";
import { DEADLINES } from "../app/lifecycle";
import { besideUrl, restoredDatabase, snapshotHash, type RestoreSettings } from "../app/restored";
import { checkKeyScript } from "../app/restoreScript";
import type { Database } from "./database";
import type { EngineRelease } from "./engineRelease";
import { envsOf } from "./environment";
import { oneShot } from "./oneShot";
import type { Place } from "./place";
import { dockerRestoreScript, restoreFolder } from "./restoreScript";
import { SNAPSHOTS_FOLDER } from "./snapshotScript";

const MEMORY_MIB = 512;

type DatabaseParts = Pick<Database, "url" | "password" | "container">;

export interface RestoreArgs {
  place: Place;
  database: DatabaseParts;
  /** The volume with the dumps. */
  snapshots: { location: pulumi.Input<string> };
  secrets: { keyVaultsSecret: pulumi.Input<string> };
  /** Whose image opens a stored key. */
  release: EngineRelease;
  restore: RestoreSettings;
}

/**
 * A dump, restored to another database of the same server and checked. The first one stays as it is, and neither is
 * ever dropped by the program. What it shows to others is the database that users are served from.
 */
export class Restore extends pulumi.ComponentResource implements DatabaseParts {
  /** Where it is the restored one's, known only once that is whole and checked. A secret. */
  readonly url: pulumi.Output<string>;
  readonly password: pulumi.Output<string>;
  readonly container: pulumi.Resource;

  constructor(name: string, args: RestoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Restore", name, {}, opts);
    const { database, restore } = args;
    const { snapshot, serving, serves } = restore;
    const urlOf = (dump: string) =>
      pulumi.secret(database.url.apply((url) => besideUrl(url, restoredDatabase(dump))));
    const liveUrl = serves === undefined ? database.url : urlOf(serves);
    const urls = { SERVER_URL: database.url, LIVE_URL: liveUrl, RESTORED_URL: urlOf(snapshot) };
    const checked = this.#check(name, args, this.#restore(name, args, urls));
    this.url = serving
      ? pulumi.secret(pulumi.all([urlOf(snapshot), checked.id]).apply(([url]) => url))
      : liveUrl;
    this.password = database.password;
    this.container = database.container;
    this.registerOutputs({});
  }

  #restore(name: string, args: RestoreArgs, urls: Record<string, pulumi.Output<string>>) {
    const { place, database, snapshots, restore } = args;
    const about = aboutOf(restore);
    const script = dockerRestoreScript(about.RESTORED_DATABASE);
    return oneShot(
      `${name}-${snapshotHash(restore.snapshot)}`,
      {
        ...{ place, part: name, image: place.images.of.database, memoryMiB: MEMORY_MIB },
        ...{ deadlineSeconds: DEADLINES.restoreJobSeconds, isOnce: true, user: "root" },
        entrypoints: ["timeout", String(DEADLINES.restoreJobSeconds), "sh", "-ec", script],
        envs: envsOf({ ...about, ...urls }),
        volumes: [{ volumeName: snapshots.location, containerPath: SNAPSHOTS_FOLDER }],
        secrets: [database.password],
      },
      { parent: this, dependsOn: database.container },
    );
  }

  /** The server's image has no Node, and the release's no psql. */
  #check(name: string, args: RestoreArgs, restored: pulumi.Resource) {
    const { place, snapshots, secrets, release, restore } = args;
    const about = aboutOf(restore);
    const script = checkKeyScript(restoreFolder(about.RESTORED_DATABASE));
    return oneShot(
      `${name}-check-${snapshotHash(restore.snapshot)}`,
      {
        ...{ place, part: name, image: place.images.ofRelease(release), memoryMiB: MEMORY_MIB },
        // Who made the files that it reads.
        ...{ deadlineSeconds: DEADLINES.restoreJobSeconds, isOnce: true, user: "0" },
        entrypoints: ["/bin/node", "-e", script],
        envs: envsOf({ ...about, KEY_VAULTS_SECRET: secrets.keyVaultsSecret }),
        volumes: [{ volumeName: snapshots.location, containerPath: SNAPSHOTS_FOLDER }],
        secrets: [secrets.keyVaultsSecret],
      },
      { parent: this, dependsOn: restored },
    );
  }
}

function aboutOf({ snapshot }: RestoreSettings) {
  return { SNAPSHOT: snapshot, RESTORED_DATABASE: restoredDatabase(snapshot) };
}
