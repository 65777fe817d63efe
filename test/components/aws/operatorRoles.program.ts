import assert from "node:assert/strict";
import { policiesOf } from "../../program/support/policies";
import { QUIET, WatchStack } from "./watchStack";

const KEY = "arn:aws:kms:eu-central-1:123456789012:key/k";
const STATE = {
  backend: "s3://chat-state?region=eu-central-1&awssdk=v2",
  stateBucket: "chat-state",
  stateKey: KEY,
};

const RULE = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/edge/1/2/3";
const ROOT = "arn:aws:s3:::chat-state/.pulumi";

const OF_STATE = [
  "Allow s3:ListBucket on arn:aws:s3:::chat-state",
  `Allow s3:GetObject on ${ROOT}/meta.yaml`,
  "Allow s3:GetObject, s3:PutObject, s3:DeleteObject on " +
    [
      ...[`${ROOT}/stacks/lobechat/prod.json*`, `${ROOT}/stacks/lobechat/prod.pulumi-tags`],
      ...[`${ROOT}/history/lobechat/prod/*`, `${ROOT}/backups/lobechat/prod/*`],
      `${ROOT}/locks/organization/lobechat/prod/*`,
    ].join(", "),
  `Allow kms:Decrypt, kms:GenerateDataKey on ${KEY}`,
];

const TO_ROLL_BACK = [
  `Allow elasticloadbalancing:ModifyRule, elasticloadbalancing:AddTags, elasticloadbalancing:RemoveTags on ${RULE}`,
  "Allow elasticloadbalancing:DescribeRules, elasticloadbalancing:DescribeTags, elasticloadbalancing:DescribeTargetHealth, " +
    "cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmHistory, cloudwatch:GetMetricData on *",
  'Allow cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"LobeChat"}}',
  "Allow sns:Publish on <Topic alarms>",
  ...OF_STATE,
];

const BUNDLE = "<Bucket auto-rollback>";

/** Everything that anybody may for whom somebody is named. */
const TABLE = {
  "Role auto-rollback": ["Allow codebuild.amazonaws.com sts:AssumeRole"],
  "RolePolicy auto-rollback": [
    ...TO_ROLL_BACK,
    `Allow s3:GetObject, s3:GetObjectVersion on ${BUNDLE}/bundle.zip`,
    `Allow s3:ListBucket, s3:GetBucketAcl, s3:GetBucketLocation on ${BUNDLE}`,
    "Allow logs:CreateLogStream, logs:PutLogEvents on " +
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/codebuild/lobechat-prod-auto-rollback:log-stream:build/*",
  ],
  "Role auto-rollback-start": ["Allow events.amazonaws.com sts:AssumeRole"],
  "RolePolicy auto-rollback-start": ["Allow codebuild:StartBuild on <Project auto-rollback>"],
  "Role operators-rollback": ["Allow arn:aws:iam::123456789012:role/on-call sts:AssumeRole"],
  "RolePolicy operators-rollback": TO_ROLL_BACK,
  "Role operators-release": ["Allow arn:aws:iam::123456789012:role/ci sts:AssumeRole"],
  "RolePolicy operators-release": [
    ...TO_ROLL_BACK,
    "Allow ecr:GetAuthorizationToken on *",
    "Allow ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, " +
      "ecr:PutImage, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:DescribeImages, ecr:GetLifecyclePolicy, " +
      "ecr:PutLifecyclePolicy on arn:aws:ecr:eu-central-1:123456789012:repository/lobechat/prod",
    "Allow eks:DescribeCluster on arn:aws:eks:eu-central-1:123456789012:cluster/lobechat-prod",
    "Allow cloudwatch:PutMetricAlarm, cloudwatch:ListTagsForResource on " +
      "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:lobechat-prod-*",
    `Allow s3:PutObject, s3:AbortMultipartUpload on ${BUNDLE}/bundle.zip`,
  ],
};

describe("whoever operates a stack without owning the account", () => {
  let stack: WatchStack;
  let policies: Record<string, string[]>;
  before(async () => {
    stack = await WatchStack.open();
    const operators = {
      ...QUIET.operators,
      release: ["arn:aws:iam::123456789012:role/ci"],
      rollback: ["arn:aws:iam::123456789012:role/on-call"],
    };
    await stack.up({ ...QUIET, autoRollback: STATE, operators });
    policies = policiesOf(await stack.resources());
  });
  after(() => stack.close());

  it("may what is in this table, policy by policy", () => {
    const ofRoles = Object.entries(policies).filter(([name]) => name.startsWith("Role"));
    assert.deepEqual(Object.fromEntries(ofRoles), TABLE);
  });

  it("changes one rule of the load balancer, and cannot say what else goes by night", () => {
    const rollback = (policies["RolePolicy operators-rollback"] ?? []).join("\n");
    assert.doesNotMatch(rollback, /bundle|ecr:|eks:|iam:|PutMetricAlarm/);
  });

  it("may everything that is on every resource only where AWS knows no narrower one", () => {
    const everywhere = Object.values(policies)
      .flat()
      .filter((text) => text.startsWith("Allow") && /on \*( if|$)/.test(text))
      .flatMap((text) => text.replace(/^Allow (.*) on \*.*$/, "$1").split(", "));
    for (const action of everywhere)
      assert.match(action, /:Describe|:GetMetricData|:PutMetricData|ecr:GetAuthorizationToken/);
  });

  it("may work in the cluster to release, and need not to roll back", async () => {
    const admitted = [...(await stack.made("AccessPolicyAssociation")).keys()];
    assert.deepEqual(admitted, ["operators-release"]);
  });

  it("is nobody where nobody is named", async () => {
    await stack.up({ ...QUIET, autoRollback: STATE });
    const roles = [...(await stack.made("Role")).keys()];
    assert.deepEqual(roles.toSorted(), ["auto-rollback", "auto-rollback-start"]);
  });
});
