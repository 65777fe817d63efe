import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DUMP_FOLDER } from "../app/dumpScript";
import { DEADLINES } from "../app/lifecycle";
import { imageOf, type Release } from "../app/release";
import { isDump, restoredDatabase, snapshotHash } from "../app/restored";
import { checkKeyScript, compareScript, restoreScript } from "../app/restoreScript";
import type { AppEnvironment } from "./appEnvironment";
import { releaseJob } from "./releaseJob";
import { FETCH_SCRIPT, REPORT_SCRIPT } from "./restoreScripts";
import { TOOL, toolPod } from "./toolPod";
import { clientTrustMount } from "./trust";

export interface RestoreArgs {
  app: Pick<AppEnvironment, "namespace" | "trust">;
  /** Key of a dump in the bucket, or identifier of an RDS snapshot. */
  snapshot: string;
  bucket: pulumi.Input<string>;
  /** Its pods may read the dump, and write what they found. */
  serviceAccountName: pulumi.Input<string>;
  awsImage: string;
  /** With psql and pg_restore of the server's major version. */
  clientImage: string;
  region: string;
  /** Of the first database, on whose server a dump becomes another. A secret. */
  serverUrl: pulumi.Output<string>;
  /** Of the database that users are served from. A secret. */
  liveUrl: pulumi.Output<string>;
  /** Of what is restored: for a dump it need not be there yet. A secret. */
  restoredUrl: pulumi.Output<string>;
  /** What the stored keys are encrypted with. */
  keyVaultsSecret: pulumi.Input<string>;
  /** Whose image opens a stored key. */
  release: Release;
  registry: pulumi.Input<string>;
}

/**
 * A snapshot, restored beside the live database and checked. Nobody is served from it by that. What a dump is restored
 * to is no resource: whatever becomes of the stack, the program never drops it.
 */
export class Restore extends pulumi.ComponentResource {
  /** Of the new database, and known only once it is whole and checked. A secret. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: RestoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:Restore", name, {}, opts);
    const { snapshot, serverUrl, liveUrl, restoredUrl, keyVaultsSecret, app } = args;
    const jobName = `${name}-${snapshotHash(snapshot)}`;
    const access = new k8s.core.v1.Secret(
      jobName,
      {
        metadata: { name: jobName, namespace: app.namespace },
        stringData: {
          SERVER_URL: serverUrl,
          LIVE_URL: liveUrl,
          RESTORED_URL: restoredUrl,
          KEY_VAULTS_SECRET: keyVaultsSecret,
        },
      },
      { parent: this },
    );
    const job = releaseJob(
      jobName,
      {
        namespace: app.namespace,
        deadlineSeconds: DEADLINES.restoreJobSeconds,
        retries: 1,
        pod: restorePod(args, access.metadata.name),
      },
      { parent: this },
    );
    this.url = pulumi.secret(pulumi.all([restoredUrl, job.id]).apply(([url]) => url));
    this.registerOutputs({});
  }
}

function restorePod(
  args: RestoreArgs,
  secretName: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
  const { app, snapshot, awsImage, clientImage, registry, release } = args;
  const fromDump = isDump(snapshot);
  const trust = clientTrustMount(app.trust);
  const dump = { name: "dump", mountPath: DUMP_FOLDER };
  const secret = (key: string) => ({
    name: key,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  });
  const about = [
    { name: "SNAPSHOT", value: snapshot },
    { name: "RESTORED_DATABASE", value: restoredDatabase(snapshot) },
  ];
  const aws = [
    ...about,
    { name: "BUCKET", value: args.bucket },
    { name: "AWS_REGION", value: args.region },
    // The aws command wants a home that it may write to.
    { name: "HOME", value: DUMP_FOLDER },
  ];
  const step = { ...TOOL, volumeMounts: [dump] };
  const shell = (script: string) => ({ command: ["sh", "-c", script] });
  return toolPod(args.serviceAccountName, {
    initContainers: [
      ...(fromDump
        ? [{ ...step, name: "fetch", image: awsImage, ...shell(FETCH_SCRIPT), env: aws }]
        : []),
      {
        ...step,
        ...{ name: "restore", image: clientImage },
        ...shell((fromDump ? restoreScript : compareScript)(DUMP_FOLDER)),
        env: [...about, ...URLS.map(secret), ...trust.env],
        volumeMounts: [dump, ...trust.volumeMounts],
      },
      {
        ...step,
        ...{ name: "check", image: imageOf(registry, release) },
        command: ["/bin/node", "-e", checkKeyScript(DUMP_FOLDER)],
        env: [...about, secret("KEY_VAULTS_SECRET")],
      },
    ],
    containers: [{ ...step, name: "report", image: awsImage, ...shell(REPORT_SCRIPT), env: aws }],
    volumes: [{ name: "dump", emptyDir: {} }, ...trust.volumes],
  });
}

const URLS = ["SERVER_URL", "LIVE_URL", "RESTORED_URL"];
