import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { perColor, type Color } from "../../config/color";
import { derive } from "../app/derive";
import { alarmEventInput } from "./alarmEventInput";
import { bundleStore } from "./bundleStore";
import { eventRule, type EventRuleArgs } from "./eventRule";
import { alarmName } from "./metricAlarm";
import { policyDocument } from "./policyDocument";
import { rollbackProject } from "./rollbackProject";
import type { StateStore } from "./stateAccess";
import { trustPolicy } from "./trustPolicy";

export interface AutoRollbackArgs {
  /** Where the state is that it changes. undefined: nobody rolls back by night, and nothing is made. */
  autoRollback: StateStore | undefined;
  /** ARN of the one rule that it may change. */
  trafficRuleArn: pulumi.Input<string>;
  alarms: { topicArn: pulumi.Input<string> };
}

/**
 * What rolls back when a flip turns out bad: EventBridge hears of a colour's alarm, CodeBuild runs `lobechat
 * auto-rollback` from the bundle of the last flip, and that decides. It is an update like any other, so state and
 * history stay true. Each day it is tried without doing anything; whatever fails of it, the topic hears of.
 */
export class AutoRollback extends pulumi.ComponentResource {
  /** Where a flip publishes what is run; undefined where nobody runs it. */
  readonly bundleBucket: pulumi.Output<string> | undefined;

  constructor(name: string, args: AutoRollbackArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:AutoRollback", name, {}, opts);
    if (args.autoRollback !== undefined)
      this.bundleBucket = this.#made(name, args, args.autoRollback);
    this.registerOutputs({});
  }

  #made(
    name: string,
    { trafficRuleArn, alarms: { topicArn } }: AutoRollbackArgs,
    state: StateStore,
  ): pulumi.Output<string> {
    const parent = { parent: this };
    const bundleBucket = bundleStore(name, parent);
    const place = { state, bundleBucket, trafficRuleArn, topicArn };
    const project = rollbackProject(name, place, parent);
    const starts = { arn: project.arn, roleArn: starterRole(`${name}-start`, project, parent) };

    const rule = (kind: string, args: Omit<EventRuleArgs, "topicArn">): void => {
      eventRule(`${name}-${kind}`, { ...args, topicArn }, parent);
    };
    rule("alarm", {
      description: "A colour began to fail",
      on: { pattern: alarmPattern(perColor(alarmName)) },
      target: { ...starts, inputTransformer: alarmEventInput() },
    });
    rule("try", {
      description: "Whether a rollback by night would still work",
      on: { schedule: "rate(1 day)" },
      target: starts,
    });
    rule("failed", {
      description: "A rollback by night, or its try, did not work",
      on: { pattern: failurePattern(`lobechat-${pulumi.getStack()}-${name}`) },
      target: { arn: topicArn, inputTransformer: failureText() },
    });
    return bundleBucket;
  }
}

/** Lets EventBridge start builds of this project. @returns its ARN, known only once it may */
function starterRole(
  name: string,
  project: aws.codebuild.Project,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: trustPolicy("events.amazonaws.com", ["sts:AssumeRole"]),
      tags: { Name: name },
    },
    opts,
  );
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.id,
      policy: derive(project.arn, (arn) =>
        policyDocument({ Effect: "Allow", Action: "codebuild:StartBuild", Resource: arn }),
      ),
    },
    opts,
  );
  return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
}

/** A change to ALARM, of these alarms alone: one that already was in it says nothing new. */
export function alarmPattern(names: Record<Color, string>): object {
  return {
    source: ["aws.cloudwatch"],
    "detail-type": ["CloudWatch Alarm State Change"],
    detail: {
      alarmName: Object.values(names),
      state: { value: ["ALARM"] },
      previousState: { value: ["OK", "INSUFFICIENT_DATA"] },
    },
  };
}

/** Every end of a build but the good one. */
function failurePattern(projectName: string): object {
  return {
    source: ["aws.codebuild"],
    "detail-type": ["CodeBuild Build State Change"],
    detail: {
      "project-name": [projectName],
      "build-status": ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"],
    },
  };
}

/** A sentence for whoever gets the mail. */
function failureText(): aws.types.input.cloudwatch.EventTargetInputTransformer {
  return {
    inputPaths: {
      project: "$.detail.project-name",
      status: "$.detail.build-status",
      log: "$.detail.additional-information.logs.deep-link",
    },
    inputTemplate: JSON.stringify(
      "<project> ended with <status>: traffic was not moved by it. Look who serves with `lobechat status`; " +
        "if chats fail, run `lobechat rollback`. What it said: <log>",
    ),
  };
}
