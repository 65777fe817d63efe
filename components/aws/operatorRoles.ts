import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { policyDocument } from "./policyDocument";
import { mayRelease } from "./releasePolicy";
import { mayRollBack } from "./rollbackPolicy";
import type { StateStore } from "./stateAccess";

export interface OperatorRolesArgs {
  /** ARNs of the IAM roles and users that may take each role. */
  operators: { release: readonly string[]; rollback: readonly string[] };
  /** Where the state is. undefined: to reach it is somebody else's to allow. */
  autoRollback: StateStore | undefined;
  trafficRuleArn: pulumi.Input<string>;
  alarms: { topicArn: pulumi.Input<string> };
  /** URL of the repository that releases are copied to. */
  registry: pulumi.Input<string>;
  cluster: { name: pulumi.Input<string> };
  /** undefined: nobody rolls back by night. */
  bundleBucket: pulumi.Output<string> | undefined;
}

/** A release may take longer than the hour that a role is taken for by default, and would end in the middle. */
const RELEASE_SESSION_SECONDS = 3 * 3600;

/**
 * Roles for those who operate the stack without owning the account: one that releases, and one that moves traffic
 * and nothing else. Each is made where somebody is named for it.
 */
export class OperatorRoles extends pulumi.ComponentResource {
  constructor(name: string, args: OperatorRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:OperatorRoles", name, {}, opts);
    const { operators } = args;
    if (operators.rollback.length > 0) this.#rollback(`${name}-rollback`, args);
    if (operators.release.length > 0) this.#release(`${name}-release`, args);
    this.registerOutputs({});
  }

  /** Whoever has it can move traffic, and cannot put anything else in its way. */
  #rollback(name: string, args: OperatorRolesArgs): void {
    const role = this.#role(name, { for: "rollback", principals: args.operators.rollback });
    const place = pulumi.all([args.trafficRuleArn, args.alarms.topicArn]);
    const policy = derive(place, ([trafficRuleArn, topicArn]) =>
      policyDocument(
        ...mayRollBack({ trafficRuleArn, topicArn, ...stackOf(), state: args.autoRollback }),
      ),
    );
    new aws.iam.RolePolicy(name, { role: role.id, policy }, { parent: this });
  }

  #release(name: string, args: OperatorRolesArgs): void {
    const role = this.#role(name, {
      for: "release",
      principals: args.operators.release,
      maxSessionDuration: RELEASE_SESSION_SECONDS,
    });
    const buckets = pulumi.all(args.bundleBucket === undefined ? [] : [args.bundleBucket]);
    const { trafficRuleArn, alarms, registry, cluster } = args;
    const place = pulumi.all([trafficRuleArn, alarms.topicArn, registry, cluster.name, buckets]);
    const policy = derive(place, ([rule, topicArn, repository, clusterName, [bundleBucket]]) =>
      policyDocument(
        ...mayRelease({
          ...{ trafficRuleArn: rule, topicArn, ...stackOf(), state: args.autoRollback },
          ...{ registry: repository, clusterName, bundleBucket },
        }),
      ),
    );
    new aws.iam.RolePolicy(name, { role: role.id, policy }, { parent: this });
    this.#admit(name, cluster.name, role.arn);
  }

  /** By a name that one can write into a profile before it is there. */
  #role(
    name: string,
    {
      for: purpose,
      principals,
      ...session
    }: { for: string; principals: readonly string[]; maxSessionDuration?: number },
  ): aws.iam.Role {
    return new aws.iam.Role(
      name,
      {
        name: `lobechat-${pulumi.getStack()}-${purpose}`,
        assumeRolePolicy: policyDocument({
          Effect: "Allow",
          Principal: { AWS: [...principals] },
          Action: "sts:AssumeRole",
        }),
        ...session,
        tags: { Name: name },
      },
      { parent: this },
    );
  }

  /** In the cluster a release makes Deployments and Jobs, as those do who deploy. */
  #admit(name: string, clusterName: pulumi.Input<string>, roleArn: pulumi.Output<string>): void {
    const entry = new aws.eks.AccessEntry(
      name,
      { clusterName, principalArn: roleArn, type: "STANDARD" },
      { parent: this },
    );
    new aws.eks.AccessPolicyAssociation(
      name,
      {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      },
      { parent: this },
    );
  }
}

function stackOf(): { project: string; stack: string } {
  return { project: pulumi.getProject(), stack: pulumi.getStack() };
}
