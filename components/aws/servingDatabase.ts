import * as pulumi from "@pulumi/pulumi";
import { later } from "../app/later";
import type { DatabasePlace } from "./database";
import { RestoredDatabase, type RestoredDatabaseArgs } from "./restoredDatabase";

type RestoreArgs = RestoredDatabaseArgs["restore"] & { clientImage: string };

/** Where users are served from: the first database, or what was restored beside it. */
export class ServingDatabase {
  /** Known only once it may serve. A secret. */
  readonly url: pulumi.Output<string>;
  readonly caBundle: string | undefined;
  readonly #first: DatabasePlace;
  readonly #restore: RestoreArgs | undefined;
  readonly #serving = later<pulumi.Output<string>>();

  /** @param restore undefined: nothing is restored */
  constructor(first: DatabasePlace, restore: RestoreArgs | undefined) {
    this.#first = first;
    this.#restore = restore;
    this.caBundle = first.caBundle;
    this.url = restore === undefined ? first.url : pulumi.secret(this.#serving.value);
  }

  /** Restores what is to be restored, once there is a place for it. */
  restored(
    name: string,
    args: Omit<
      RestoredDatabaseArgs,
      "database" | "restore" | "bucket" | "release" | "region" | "awsImage" | "clientImage"
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
    const { servingUrl } = new RestoredDatabase(
      name,
      {
        ...args,
        ...job,
        clientImage: restore.clientImage,
        database: this.#first,
        restore,
        bucket,
        release,
      },
      opts,
    );
    this.#serving.is(servingUrl);
  }
}
