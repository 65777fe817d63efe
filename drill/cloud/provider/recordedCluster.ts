import { arnOf, hex, REGION } from "./account";
import type { Properties } from "./envelope";
import type { Created } from "./kind";
import type { RecordedTypes } from "./recordedKind";

function cluster({ name }: Properties): Created {
  const id = String(name);
  const endpoint = `https://${hex(32).toUpperCase()}.gr7.${REGION}.eks.amazonaws.com`;
  const certificate = `-----BEGIN CERTIFICATE-----\n${hex(64)}\n-----END CERTIFICATE-----\n`;
  return {
    id,
    computed: {
      arn: arnOf("eks", `cluster/${id}`),
      endpoint,
      certificateAuthority: { data: Buffer.from(certificate).toString("base64") },
      vpcConfig: { clusterSecurityGroupId: `sg-${hex(17)}` },
      identities: [
        { oidcs: [{ issuer: `https://oidc.eks.${REGION}.amazonaws.com/id/${hex(32)}` }] },
      ],
      platformVersion: "eks.1",
      status: "ACTIVE",
    },
  };
}

/** EKS' control plane. What runs in the cluster is done by the stand-in's own, whatever is asked for here. */
export const CLUSTER: RecordedTypes = {
  "aws:eks/cluster:Cluster": {
    name: "name",
    replaceOn: ["roleArn", "bootstrapSelfManagedAddons", "kubernetesNetworkConfig.serviceIpv4Cidr"],
    answer: cluster,
  },
  "aws:eks/addon:Addon": {
    replaceOn: ["clusterName", "addonName"],
    answer: ({ clusterName, addonName }) => ({
      id: `${String(clusterName)}:${String(addonName)}`,
      computed: {
        arn: arnOf("eks", `addon/${String(clusterName)}/${String(addonName)}/${hex(8)}`),
      },
    }),
  },
  "aws:eks/accessEntry:AccessEntry": {
    replaceOn: ["clusterName", "principalArn", "type"],
    answer: ({ clusterName, principalArn }) => ({
      id: `${String(clusterName)}:${String(principalArn)}`,
      computed: { accessEntryArn: arnOf("eks", `access-entry/${String(clusterName)}/${hex(8)}`) },
    }),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    replaceOn: ["clusterName", "policyArn", "principalArn", "accessScope"],
    answer: ({ clusterName, principalArn, policyArn }) => ({
      id: [clusterName, principalArn, policyArn].map(String).join("#"),
      computed: {},
    }),
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    answer: () => {
      const id = `a-${hex(17)}`;
      return { id, computed: { associationId: id, associationArn: arnOf("eks", id) } };
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    name: "name",
    replaceOn: ["logGroupClass"],
    answer: ({ name }) => ({
      id: String(name),
      computed: { arn: arnOf("logs", `log-group:${String(name)}`) },
    }),
  },
};
