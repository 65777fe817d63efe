import * as pulumi from "@pulumi/pulumi";
import { later } from "../app/later";
import { besideUrl, rdsSnapshots, restoredDatabase, snapshotHash } from "../app/restored";
import type { DatabasePlace } from "./database";
import type { DatabaseInstance, InstanceSize } from "./databaseInstance";
import { RestoredDatabase, type RestoredDatabaseArgs } from "./restoredDatabase";
import { RestoredInstance } from "./restoredInstance";

export interface ServingDatabaseArgs {
  /** undefined: nothing is restored. */
  restore: (RestoredDatabaseArgs["restore"] & { clientImage: string }) | undefined;
  /** As which an instance is restored. */
  database: InstanceSize;
  /** Whether what is restored is kept from deletion. */
  protect: boolean;
}

/** Where users are served from: the first database, or what was restored beside it. */
export class ServingDatabase implements DatabasePlace {
  /** Known only once it may serve. A secret. */
  readonly url: pulumi.Output<string>;
  readonly caBundle: string | undefined;
  /** The RDS instance that it is on, where the program made it. */
  readonly instance?: DatabaseInstance;
  /** Identifiers of all the instances that the program made: what RDS copied is of one of them. */
  readonly instances: pulumi.Output<string>[];
  readonly #first: DatabasePlace;
  readonly #restore: ServingDatabaseArgs["restore"];
  readonly #instances: ReadonlyMap<string, RestoredInstance>;
  readonly #serving = later<pulumi.Output<string>>();

  constructor(
    first: DatabasePlace,
    args: ServingDatabaseArgs,
    opts: pulumi.ComponentResourceOptions,
  ) {
    const { restore } = args;
    this.#first = first;
    this.#restore = restore;
    this.caBundle = first.caBundle;
    this.#instances = instancesOf(first, args, opts);
    this.url = restore === undefined ? first.url : pulumi.secret(this.#serving.value);
    const serves = restore?.serving === true ? restore.snapshot : restore?.serves;
    const instance = this.#instances.get(serves ?? "")?.instance ?? first.instance;
    if (instance !== undefined) this.instance = instance;
    this.instances = [first, ...this.#instances.values()].flatMap(
      (place) => place.instance?.identifier ?? [],
    );
  }

  /** Restores what is to be restored, once there is a place for it. */
  restored(
    name: string,
    args: Omit<
      RestoredDatabaseArgs,
      | ("database" | "restore" | "bucket" | "release")
      | ("region" | "awsImage" | "clientImage" | "urlOf")
    > & {
      /** Where the dumps are, and what reaches them. */
      snapshots: {
        bucket: pulumi.Output<string> | undefined;
        job: { awsImage: string; region: string };
      };
      /** The catalogue: the first one's image opens a stored key. */
      releases: readonly RestoredDatabaseArgs["release"][];
    },
    opts: pulumi.ComponentResourceOptions,
  ): void {
    const restore = this.#restore;
    if (restore === undefined) return;
    const { bucket, job } = args.snapshots;
    const [release] = args.releases;
    if (bucket === undefined || release === undefined)
      throw new pulumi.RunError("A restore needs a bucket of dumps, and a release.");
    const { clientImage } = restore;
    const urlOf = (snapshot: string) => this.#urlOf(snapshot);
    const { servingUrl } = new RestoredDatabase(
      name,
      { ...args, ...job, clientImage, database: this.#first, restore, bucket, release, urlOf },
      opts,
    );
    this.#serving.is(servingUrl);
  }

  #urlOf(snapshot: string): pulumi.Output<string> {
    const instance = this.#instances.get(snapshot);
    if (instance !== undefined) return instance.url;
    return pulumi.secret(
      this.#first.url.apply((first) => besideUrl(first, restoredDatabase(snapshot))),
    );
  }
}

/** One for each RDS snapshot that was ever restored: none of them goes while the configuration names it. */
function instancesOf(
  { instance: first }: DatabasePlace,
  { restore, database, protect }: ServingDatabaseArgs,
  opts: pulumi.ComponentResourceOptions,
): Map<string, RestoredInstance> {
  const snapshots = restore === undefined ? [] : rdsSnapshots(restore);
  return new Map(
    snapshots.map((snapshot) => {
      if (first === undefined)
        throw new pulumi.RunError("RDS restores only beside an instance that the program made.");
      const name = `restored-${snapshotHash(snapshot)}`;
      return [
        snapshot,
        new RestoredInstance(name, { first, database, snapshot, protect }, opts),
      ] as const;
    }),
  );
}
