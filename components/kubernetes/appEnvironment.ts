import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

export interface AppEnvironmentArgs {
  /** Secret variables by name. */
  variables: Record<string, pulumi.Input<string>>;
}

/**
 * The namespace of LobeHub, and the secrets that both colours share.
 *
 * The Secret keeps its name when its content changes, so that the Jobs of a release, which read it too, stay
 * as they are; the pods of both colours carry its checksum and are rolled instead.
 */
export class AppEnvironment extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;
  /** Changes when any value does. Tells nothing of the values. */
  readonly checksum: pulumi.Output<string>;

  constructor(name: string, args: AppEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:AppEnvironment", name, {}, opts);

    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
      { parent: this },
    );
    this.namespace = namespace.metadata.name;

    const secret = new k8s.core.v1.Secret(
      name,
      { metadata: { name, namespace: this.namespace }, stringData: args.variables },
      { parent: this },
    );
    this.secretName = secret.metadata.name;
    this.checksum = pulumi.secret(pulumi.output(args.variables)).apply(checksumOf);

    this.registerOutputs({});
  }
}

function checksumOf(variables: Record<string, string>): string {
  const sorted = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
