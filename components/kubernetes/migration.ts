import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DEADLINES } from "../app/lifecycle";
import { MIGRATE_SCRIPT } from "../app/migrateScript";
import { imageOf, type Release } from "../app/release";
import { APP_USER } from "./colorPod";
import { CONTAINER_SECURITY_CONTEXT, podSecurityContext } from "./podSecurity";
import type { AppEnvironment } from "./appEnvironment";
import { releaseJob } from "./releaseJob";
import { trustMount } from "./trust";

export interface MigrationArgs {
  app: AppEnvironment;
  /** Where its image comes from: a repository's URL, without a tag. */
  registry: pulumi.Input<string>;
  release: Release;
  /** The snapshot that has to be there first. */
  after: pulumi.Resource;
}

/**
 * Brings the shared schema to what a release wants, once, from the release's own image. LobeHub's migrator takes
 * no lock: when two meet, one exits 1, runs again and finds nothing to do.
 */
export class Migration extends pulumi.ComponentResource {
  readonly job: k8s.batch.v1.Job;

  constructor(name: string, args: MigrationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:Migration", name, {}, opts);
    this.job = releaseJob(
      name,
      {
        namespace: args.app.namespace,
        deadlineSeconds: DEADLINES.migrationJobSeconds,
        retries: 3,
        pod: migrationPod(args),
      },
      { parent: this, dependsOn: args.after },
    );
    this.registerOutputs({});
  }
}

function migrationPod(args: MigrationArgs): k8s.types.input.core.v1.PodSpec {
  const trust = trustMount(args.app.trust);
  return {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    securityContext: podSecurityContext(APP_USER),
    containers: [
      {
        name: "migrate",
        image: imageOf(args.registry, args.release),
        command: ["/bin/node", "-e", MIGRATE_SCRIPT],
        env: [{ name: "DATABASE_DRIVER", value: "node" }, ...trust.env],
        envFrom: [{ secretRef: { name: args.app.secretName } }],
        resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "1Gi" } },
        securityContext: CONTAINER_SECURITY_CONTEXT,
        volumeMounts: trust.volumeMounts,
      },
    ],
    volumes: trust.volumes,
  };
}
