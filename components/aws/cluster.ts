import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { clusterAccess } from "./clusterAccess";
import { clusterAddons } from "./clusterAddons";
import { serviceLogs } from "./serviceLogs";
import { controlPlaneRole, nodeRole, type ServiceRole } from "./clusterRoles";
import { kubeconfigOf } from "./kubeconfig";
import type { NetworkPlace } from "./network";

/** Where pods run: a cluster that the program made, or one that was there. */
export interface ClusterPlace {
  name: pulumi.Input<string>;
  /** A secret. */
  kubeconfig: pulumi.Output<string>;
  /** The security group that every pod has. */
  podSecurityGroupId: pulumi.Input<string>;
}

export interface ClusterArgs {
  cluster: {
    /** Of Kubernetes, such as `1.33`. */
    version: string;
    /** From where the API is reached over the internet. Empty: only from inside the network. */
    publicAccessCidrs: readonly string[];
    /**
     * ARNs of the IAM roles and users that run `pulumi up`: they alone may deploy, and who makes the cluster is
     * no exception.
     */
    deployers: readonly string[];
    /** ARNs of those that flip and roll back. */
    rollbackers: readonly string[];
  };
  network: Pick<NetworkPlace, "privateSubnetIds">;
  region: string;
  /** Whether the cluster, its key and its logs are kept from deletion. */
  protect: boolean;
}

/**
 * EKS in Auto Mode: AWS runs and patches nodes, their network and disks, and the controller that registers pods
 * in target groups. Of the built-in pools it has the one for add-ons; LobeHub's pods have their own.
 */
export class Cluster extends pulumi.ComponentResource implements ClusterPlace {
  readonly name: pulumi.Output<string>;
  /** Known only once the deployers may deploy. A secret. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly podSecurityGroupId: pulumi.Output<string>;
  /** The IAM role of nodes, of a pool of one's own too: the cluster lets no other in. */
  readonly nodeRoleName: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Cluster", name, {}, opts);
    const parent = { parent: this };
    const { protect, region } = args;
    // Known beforehand, because the name of the log group has to be.
    const clusterName = `lobechat-${pulumi.getStack()}`;

    const controlPlane = controlPlaneRole(`${name}-control-plane`, parent);
    const nodes = nodeRole(`${name}-node`, parent);
    const logs = serviceLogs(`${name}-logs`, `/aws/eks/${clusterName}/cluster`, protect, parent);
    const key = new aws.kms.Key(
      name,
      {
        description: "Kubernetes secrets of LobeChat",
        enableKeyRotation: true,
        deletionWindowInDays: protect ? 30 : 7,
        tags: { Name: name },
      },
      { ...parent, protect, retainOnDelete: protect },
    );
    const cluster = new aws.eks.Cluster(
      name,
      {
        name: clusterName,
        ...autoMode(controlPlane, nodes),
        version: args.cluster.version,
        upgradePolicy: { supportType: "STANDARD" },
        accessConfig: {
          authenticationMode: "API",
          // The deployers are a list that can be read; whoever happened to be first is not on it.
          bootstrapClusterCreatorAdminPermissions: false,
        },
        vpcConfig: {
          subnetIds: args.network.privateSubnetIds,
          ...endpointAccess(args.cluster.publicAccessCidrs),
        },
        enabledClusterLogTypes: LOG_TYPES,
        encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
        deletionProtection: protect,
        tags: { Name: name },
      },
      {
        ...parent,
        protect,
        // EKS acts by these roles until the cluster's last resource is gone.
        dependsOn: [logs, ...controlPlane.attachments, ...nodes.attachments],
      },
    );
    const access = clusterAccess(name, { clusterName: cluster.name, ...args.cluster }, parent);
    clusterAddons(name, { clusterName, cluster, protect }, parent);

    this.name = cluster.name;
    this.kubeconfig = pulumi.secret(
      derive(
        pulumi.all([cluster.endpoint, cluster.certificateAuthority, pulumi.all(access)]),
        ([endpoint, { data }]) =>
          kubeconfigOf({ clusterName, region, endpoint, certificateAuthority: data }),
      ),
    );
    this.podSecurityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.nodeRoleName = nodes.role.name;
    this.registerOutputs({});
  }
}

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** EKS takes the three switches of Auto Mode only together, and only without add-ons of its own. */
function autoMode(
  controlPlane: ServiceRole,
  nodes: ServiceRole,
): Pick<
  aws.eks.ClusterArgs,
  | "roleArn"
  | "bootstrapSelfManagedAddons"
  | "computeConfig"
  | "kubernetesNetworkConfig"
  | "storageConfig"
> {
  return {
    roleArn: controlPlane.role.arn,
    bootstrapSelfManagedAddons: false,
    computeConfig: { enabled: true, nodePools: ["system"], nodeRoleArn: nodes.role.arn },
    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: true } },
    storageConfig: { blockStorage: { enabled: true } },
  };
}

function endpointAccess(publicAccessCidrs: readonly string[]) {
  const endpointPublicAccess = publicAccessCidrs.length > 0;
  return {
    endpointPrivateAccess: true,
    endpointPublicAccess,
    ...(endpointPublicAccess ? { publicAccessCidrs: [...publicAccessCidrs] } : {}),
  };
}
