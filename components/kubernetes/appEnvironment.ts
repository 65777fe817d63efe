import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { closedNamespace } from "./closedNamespace";
import type { Egress } from "./egressRules";
import { TRUST_FILE } from "./trust";

export interface AppEnvironmentArgs {
  /** Secret variables by name. */
  variables: Record<string, pulumi.Input<string>>;
  /** What vouches for its certificate, in PEM, where no public authority does. */
  database: { caBundle?: string | undefined };
  /** Whom pods may reach. */
  egress: readonly Egress[];
  /** Whose image shows that the rules are obeyed: it has a shell, and no release changes it. */
  assets: { image: string };
  /** The cluster's nodes, so that they leave after the last pod. */
  after: pulumi.Resource[];
  /** Run before the namespace, and with it the first of all objects, is made. */
  hooks: pulumi.ResourceHook[];
}

/**
 * The namespace of LobeHub, and what both colours share in it: secrets, and certificates to trust.
 *
 * Secret and ConfigMap keep their names when their content changes, so that the Jobs of a release, which read
 * them too, stay as they are; the pods of both colours carry the checksum and are rolled instead.
 */
export class AppEnvironment extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  readonly secretName: pulumi.Output<string>;
  /** Where the certificates are, if there are any to mount. */
  readonly trust: { configMapName: pulumi.Output<string> } | undefined;
  /** Changes when any value or certificate does. Tells nothing of the values. */
  readonly checksum: pulumi.Output<string>;

  constructor(name: string, args: AppEnvironmentArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:kubernetes:AppEnvironment", name, {}, opts);
    const { variables } = args;
    const { caBundle } = args.database;

    const namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name, labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
      { parent: this, dependsOn: args.after, hooks: { beforeCreate: args.hooks } },
    );
    this.namespace = namespace.metadata.name;

    const secret = new k8s.core.v1.Secret(
      name,
      { metadata: { name, namespace: this.namespace }, stringData: variables },
      { parent: this },
    );
    this.secretName = secret.metadata.name;
    closedNamespace(
      name,
      {
        ...args,
        namespace: this.namespace,
        secretName: this.secretName,
        probeImage: args.assets.image,
      },
      { parent: this },
    );
    this.trust = caBundle === undefined ? undefined : this.#trust(`${name}-trust`, caBundle);
    this.checksum = pulumi
      .secret(pulumi.output(variables))
      .apply((values) => checksumOf({ ...values, [TRUST_FILE]: caBundle ?? "" }));

    this.registerOutputs({});
  }

  #trust(name: string, caBundle: string): { configMapName: pulumi.Output<string> } {
    const certificates = new k8s.core.v1.ConfigMap(
      name,
      { metadata: { name, namespace: this.namespace }, data: { [TRUST_FILE]: caBundle } },
      { parent: this },
    );
    return { configMapName: certificates.metadata.name };
  }
}

function checksumOf(values: Record<string, string>): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
