import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterPlace } from "./cluster";
import { POD_IDENTITY_TRUST } from "./trustPolicy";

export interface PodIdentityArgs {
  cluster: Pick<ClusterPlace, "name">;
  namespace: pulumi.Input<string>;
  /** What its pods may do, as JSON. */
  policy: pulumi.Input<string>;
}

/**
 * Lets the pods of a service account do something in AWS, by EKS Pod Identity: there is no key to lose.
 *
 * @returns the service account's name, known only once its pods may
 */
export function podIdentity(
  name: string,
  { cluster, namespace, policy }: PodIdentityArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = new aws.iam.Role(
    name,
    { assumeRolePolicy: POD_IDENTITY_TRUST, tags: { Name: name } },
    opts,
  );
  const allowed = new aws.iam.RolePolicy(name, { role: role.id, policy }, opts);
  const account = new k8s.core.v1.ServiceAccount(name, { metadata: { name, namespace } }, opts);
  const association = new aws.eks.PodIdentityAssociation(
    name,
    {
      clusterName: cluster.name,
      namespace,
      serviceAccount: account.metadata.name,
      roleArn: role.arn,
    },
    opts,
  );
  return pulumi
    .all([account.metadata.name, association.id, allowed.id])
    .apply(([accountName]) => accountName);
}
