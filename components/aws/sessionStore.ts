import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { REDIS_PORT } from "../app/ports";
import type { ClusterPlace } from "./cluster";
import type { NetworkPlace } from "./network";
import { podsOnly } from "./podsOnly";

export interface SessionStoreArgs {
  /** Its private subnets, in at least two zones. */
  network: Pick<NetworkPlace, "vpcId" | "privateSubnetIds">;
  /** Its pods' security group is the only one that may connect. */
  cluster: Pick<ClusterPlace, "podSecurityGroupId">;
  /**
   * A node type such as `cache.t4g.small`, and how many copies beside the primary, each in another zone. With
   * none, a failure of the node or its zone logs everyone out.
   */
  sessionStore: { nodeType: string; replicas: number };
  /** Whether the store, and with it every login, is kept from deletion. */
  protect: boolean;
}

/**
 * The Redis that keeps sign-in sessions, and nothing else keeps them. Both colours use it, so that a user stays
 * signed in when traffic moves. It never evicts: an evicted session is a user who is logged out.
 */
export class SessionStore extends pulumi.ComponentResource {
  /** `rediss://` URL with the password in it. A secret. */
  readonly url: pulumi.Output<string>;
  /** Ids of its nodes, by which CloudWatch knows them: so many are known before they are there. */
  readonly memberClusters: pulumi.Output<string>[];

  constructor(name: string, args: SessionStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:SessionStore", name, {}, opts);
    const parent = { parent: this };
    const kept = { ...parent, protect: args.protect };
    const { nodeType, replicas } = args.sessionStore;

    // Letters and digits alone: ElastiCache takes few symbols, and some of those break a URL.
    const token = new random.RandomPassword(name, { length: 64, special: false }, kept);
    const parameters = new aws.elasticache.ParameterGroup(
      name,
      { family: "valkey8", parameters: [{ name: "maxmemory-policy", value: "noeviction" }] },
      parent,
    );
    const access = podsOnly(
      name,
      { ...args, port: REDIS_PORT, description: "Session store of LobeChat" },
      parent,
    );
    const redis = new aws.elasticache.ReplicationGroup(
      name,
      {
        description: "Sign-in sessions of LobeChat",
        engine: "valkey",
        engineVersion: "8.0",
        nodeType,
        port: REDIS_PORT,
        numCacheClusters: 1 + replicas,
        automaticFailoverEnabled: replicas > 0,
        multiAzEnabled: replicas > 0,
        subnetGroupName: new aws.elasticache.SubnetGroup(
          name,
          { subnetIds: args.network.privateSubnetIds },
          parent,
        ).name,
        securityGroupIds: [access],
        parameterGroupName: parameters.name,
        transitEncryptionEnabled: true,
        atRestEncryptionEnabled: true,
        authToken: token.result,
        snapshotRetentionLimit: 1,
      },
      { ...kept, retainOnDelete: args.protect },
    );

    this.url = pulumi.secret(
      pulumi.interpolate`rediss://:${token.result}@${redis.primaryEndpointAddress}:${redis.port}/0`,
    );
    this.memberClusters = Array.from(
      { length: 1 + replicas },
      (_, at) => pulumi.interpolate`${redis.id}-${String(at + 1).padStart(3, "0")}`,
    );
    this.registerOutputs({});
  }
}
