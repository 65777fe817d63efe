import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { ALARM_EVENT } from "./alarmEventInput";
import { BUNDLE_KEY, mayFetchBundle } from "./bundleStore";
import { policyDocument } from "./policyDocument";
import { mayRollBack } from "./rollbackPolicy";
import { serviceLogs } from "./serviceLogs";
import type { StateStore } from "./stateAccess";
import { trustPolicy } from "./trustPolicy";

export interface RollbackProjectArgs {
  state: StateStore;
  bundleBucket: pulumi.Output<string>;
  trafficRuleArn: pulumi.Input<string>;
  topicArn: pulumi.Input<string>;
}

/** Longer than the guard, one update of one resource and a lock that is waited for take; minutes. */
const TIMEOUT_MINUTES = 20;

/** Where the build's lines go, below the log group. */
const LOG_STREAM = "build";

/** The CodeBuild project that rolls back, by the one role that may do that and nothing else. */
export function rollbackProject(
  name: string,
  { state, bundleBucket, trafficRuleArn, topicArn }: RollbackProjectArgs,
  opts: pulumi.CustomResourceOptions,
): aws.codebuild.Project {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const projectName = `lobechat-${stack}-${name}`;
  // Not protected, or `autoRollback` could not be taken out again. What a night did stands in the stack's history.
  const logs = serviceLogs(`${name}-logs`, `/aws/codebuild/${projectName}`, false, opts);
  const role = new aws.iam.Role(
    name,
    {
      assumeRolePolicy: trustPolicy("codebuild.amazonaws.com", ["sts:AssumeRole"]),
      tags: { Name: name },
    },
    opts,
  );
  const place = pulumi.all([trafficRuleArn, topicArn, bundleBucket, logs.arn]);
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.id,
      policy: derive(place, ([rule, topic, bucket, logGroup]) =>
        policyDocument(
          ...mayRollBack({ trafficRuleArn: rule, topicArn: topic, project, stack, state }),
          ...mayFetchBundle(bucket),
          {
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${logGroup}:log-stream:${LOG_STREAM}/*`,
          },
        ),
      ),
    },
    opts,
  );
  return new aws.codebuild.Project(
    name,
    {
      name: projectName,
      description: `Rolls back ${stack} of LobeChat when a flip turns out bad`,
      serviceRole: role.arn,
      source: {
        type: "S3",
        location: pulumi.interpolate`${bundleBucket}/${BUNDLE_KEY}`,
        buildspec: buildspec(stackReference(state, project, stack)),
      },
      artifacts: { type: "NO_ARTIFACTS" },
      environment: {
        type: "LINUX_CONTAINER",
        // Seconds count, and minutes are few.
        computeType: "BUILD_GENERAL1_MEDIUM",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
        environmentVariables: variablesOf(state),
      },
      logsConfig: { cloudwatchLogs: { groupName: logs.name, streamName: LOG_STREAM } },
      // A second alarm waits in EventBridge, which tries again.
      concurrentBuildLimit: 1,
      buildTimeout: TIMEOUT_MINUTES,
      queuedTimeout: TIMEOUT_MINUTES,
      tags: { Name: name },
    },
    { ...opts, dependsOn: policy },
  );
}

/** Pulumi Cloud wants the organization too: a token may belong to several. */
function stackReference({ backend }: StateStore, project: string, stack: string): string {
  return backend.startsWith("s3:") ? stack : `${pulumi.getOrganization()}/${project}/${stack}`;
}

/**
 * What a build does: it rolls back if an alarm set it off, and else, on the schedule and by hand, tries whether it
 * could. Nothing is downloaded: program, dependencies, CLI and plugins are in the bundle.
 *
 * @returns YAML, of which JSON is a part
 */
export function buildspec(stack: string): string {
  const command = `node bin/lobechat auto-rollback --stack ${stack}`;
  return JSON.stringify({
    version: 0.2,
    phases: {
      install: { "runtime-versions": { nodejs: 20 } },
      build: {
        commands: [
          "chmod -R u+x bin .pulumi/plugins",
          'export PATH="$CODEBUILD_SRC_DIR/bin:$PATH" PULUMI_HOME="$CODEBUILD_SRC_DIR/.pulumi"',
          `if [ -n "$${ALARM_EVENT}" ]; then ${command} --event "$${ALARM_EVENT}"; else ${command} --dry-run; fi`,
        ],
      },
    },
  });
}

/** The environment of the CLI, by its own names. */
function variablesOf({
  backend,
  accessToken,
}: StateStore): aws.types.input.codebuild.ProjectEnvironmentEnvironmentVariable[] {
  return [
    { name: "PULUMI_BACKEND_URL", value: backend },
    { name: "PULUMI_SKIP_UPDATE_CHECK", value: "true" },
    { name: "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", value: "true" },
    ...(accessToken === undefined
      ? []
      : [{ name: "PULUMI_ACCESS_TOKEN", type: "SECRETS_MANAGER", value: accessToken }]),
  ];
}
