import assert from "node:assert/strict";
import { deployedOnce } from "./support/deployedOnce";
import { lastOf, policiesOf } from "./support/policies";
import type { StateResource } from "./support/told";
import { changed, DUMP_IMAGES, production } from "./support/stacks";

const TLS_ONLY = (bucket: string) =>
  `Deny * s3:* on ${bucket}, ${bucket}/* if {"Bool":{"aws:SecureTransport":"false"}}`;

/** Alarms and rules of this stack alone: their names begin with it. */
const PUBLISHES = (service: string, source: string, separator = ":") =>
  `Allow ${service}.amazonaws.com sns:Publish on <Topic alarms> if ${JSON.stringify({
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": `arn:aws:${source}${separator}lobechat-test-*` },
  })}`;

/**
 * What is on everything, because AWS narrows it to no resource: looks, a login that is to the whole registry, and
 * metrics, which have a namespace and no ARN.
 */
const LOOKS =
  "Allow elasticloadbalancing:DescribeRules, elasticloadbalancing:DescribeTags, elasticloadbalancing:DescribeTargetHealth, cloudwatch:DescribeAlarms, cloudwatch:DescribeAlarmHistory, cloudwatch:GetMetricData on *";
const COUNTS =
  'Allow cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"LobeChat"}}';
const COUNTS_BACKUPS =
  'Allow cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"LobeChat/Backups"}}';
const LOGS_IN = "Allow ecr:GetAuthorizationToken on *";
const ON_EVERYTHING = [LOOKS, COUNTS, COUNTS_BACKUPS, LOGS_IN];

/** The state of this stack alone, in the bucket of the example, which has others' too. */
const STATE = "arn:aws:s3:::example-lobechat-state";
const THIS_STACK = [
  "stacks/lobechat/test.json*",
  "stacks/lobechat/test.pulumi-tags",
  "history/lobechat/test/*",
  "backups/lobechat/test/*",
  "locks/organization/lobechat/test/*",
];

/** What moving traffic takes, and nothing else: at night, on call, and within a release. */
const ROLLS_BACK = [
  "Allow elasticloadbalancing:ModifyRule, elasticloadbalancing:AddTags, elasticloadbalancing:RemoveTags on <ListenerRule traffic>",
  LOOKS,
  COUNTS,
  "Allow sns:Publish on <Topic alarms>",
  `Allow s3:ListBucket on ${STATE}`,
  `Allow s3:GetObject on ${STATE}/.pulumi/meta.yaml`,
  `Allow s3:GetObject, s3:PutObject, s3:DeleteObject on ${THIS_STACK.map((path) => `${STATE}/.pulumi/${path}`).join(", ")}`,
  "Allow kms:Decrypt, kms:GenerateDataKey on arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-4000-8000-000000000000",
];

/** Everything that anybody may, by the policy that says so. The database is RDS in one stack, a dump's in the other. */
const TABLE: Record<string, string[]> = {
  "Role cluster-control-plane": ["Allow eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "Role cluster-node": ["Allow ec2.amazonaws.com sts:AssumeRole"],
  "Role cluster-observability": ["Allow pods.eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "Role snapshots": ["Allow pods.eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "RolePolicy snapshots": [],
  "Role auto-rollback": ["Allow codebuild.amazonaws.com sts:AssumeRole"],
  "RolePolicy auto-rollback": [
    ...ROLLS_BACK,
    "Allow s3:GetObject, s3:GetObjectVersion on <Bucket auto-rollback>/bundle.zip",
    "Allow s3:ListBucket, s3:GetBucketAcl, s3:GetBucketLocation on <Bucket auto-rollback>",
    "Allow logs:CreateLogStream, logs:PutLogEvents on arn:aws:logs:eu-central-1:123456789012:log-group:/aws/codebuild/lobechat-test-auto-rollback:log-stream:build/*",
  ],
  "Role auto-rollback-start": ["Allow events.amazonaws.com sts:AssumeRole"],
  "RolePolicy auto-rollback-start": ["Allow codebuild:StartBuild on <Project auto-rollback>"],
  "Role operators-rollback": [
    "Allow arn:aws:iam::123456789012:role/lobechat-on-call sts:AssumeRole",
  ],
  "RolePolicy operators-rollback": ROLLS_BACK,
  "Role operators-release": ["Allow arn:aws:iam::123456789012:role/lobechat-deploy sts:AssumeRole"],
  "RolePolicy operators-release": [
    ...ROLLS_BACK,
    LOGS_IN,
    "Allow ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload, ecr:PutImage, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer, ecr:DescribeImages, ecr:GetLifecyclePolicy, ecr:PutLifecyclePolicy on <Repository registry>",
    "Allow eks:DescribeCluster on <Cluster cluster>",
    "Allow cloudwatch:PutMetricAlarm, cloudwatch:ListTagsForResource on arn:aws:cloudwatch:eu-central-1:123456789012:alarm:lobechat-test-*",
    "Allow s3:PutObject, s3:AbortMultipartUpload on <Bucket auto-rollback>/bundle.zip",
  ],
  "UserPolicy files": [
    "Allow s3:GetObject, s3:PutObject, s3:DeleteObject on <Bucket files>/*",
    "Allow s3:ListBucket on <Bucket files>",
  ],
  "BucketPolicy access-logs": [
    "Allow logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject on <Bucket access-logs>/AWSLogs/*",
    TLS_ONLY("<Bucket access-logs>"),
  ],
  "Role backups": ["Allow pods.eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "RolePolicy backups": [
    "Allow s3:PutObject, s3:AbortMultipartUpload on <Bucket snapshots>/backups/*",
    'Allow s3:ListBucket on <Bucket snapshots> if {"StringLike":{"s3:prefix":"backups/*"}}',
    COUNTS_BACKUPS,
  ],
  "BucketPolicy snapshots": [TLS_ONLY("<Bucket snapshots>")],
  "BucketPolicy files": [TLS_ONLY("<Bucket files>")],
  "BucketPolicy auto-rollback": [TLS_ONLY("<Bucket auto-rollback>")],
  "TopicPolicy alarms": [
    PUBLISHES("cloudwatch", "cloudwatch:eu-central-1:123456789012:alarm"),
    PUBLISHES("events", "events:eu-central-1:123456789012:rule", "/"),
    'Deny * sns:Publish on <Topic alarms> if {"Bool":{"aws:SecureTransport":"false"}}',
  ],
};

/** What AWS itself maintains, and who gets it. */
const MANAGED = [
  "cluster-control-plane: AmazonEKSBlockStoragePolicy",
  "cluster-control-plane: AmazonEKSClusterPolicy",
  "cluster-control-plane: AmazonEKSComputePolicy",
  "cluster-control-plane: AmazonEKSLoadBalancingPolicy",
  "cluster-control-plane: AmazonEKSNetworkingPolicy",
  "cluster-node: AmazonEC2ContainerRegistryPullOnly",
  "cluster-node: AmazonEKSWorkerNodeMinimalPolicy",
  "cluster-observability: CloudWatchAgentServerPolicy",
];

describe("what anybody may", () => {
  let onRds: StateResource[];
  let onDumps: StateResource[];
  before(async () => {
    onRds = await deployedOnce(production());
    const snapshots = { kind: "dump", ...DUMP_IMAGES };
    onDumps = await deployedOnce(changed(production(), { snapshots }));
  });

  it("is in this table, policy by policy", () => {
    assert.deepEqual(policiesOf(onRds), {
      ...TABLE,
      "RolePolicy snapshots": [
        "Allow rds:DescribeDBInstances on <Instance database>",
        "Allow rds:CreateDBSnapshot, rds:AddTagsToResource, rds:DescribeDBSnapshots on <Instance database>, arn:aws:rds:eu-central-1:123456789012:snapshot:lobechat-*",
      ],
    });
  });

  it("is to write dumps, where those are made, and nothing of RDS", () => {
    assert.deepEqual(policiesOf(onDumps), {
      ...TABLE,
      "RolePolicy snapshots": [
        "Allow s3:PutObject, s3:AbortMultipartUpload on <Bucket snapshots>/*",
      ],
    });
  });

  it("is of AWS' own policies these", () => {
    const attached = onRds
      .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map(({ inputs }) => `${String(inputs["role"])}: ${lastOf(String(inputs["policyArn"]))}`);
    assert.deepEqual(attached.map((text) => text.replace(/-[0-9a-f]{7}:/, ":")).sort(), MANAGED);
  });

  it("has no wildcard among what is allowed, but where AWS knows nothing narrower", () => {
    for (const resources of [onRds, onDumps]) {
      const allowed = Object.values(policiesOf(resources))
        .flat()
        .filter((text) => text.startsWith("Allow") && !ON_EVERYTHING.includes(text))
        // The state's backup, and an old format of it: each is the state's own name, and an ending.
        .map((text) => text.replace("/test.json*", "/test.json"));
      for (const text of allowed) {
        assert.doesNotMatch(text, /:\*|(?<![/-])\*/, text);
      }
    }
  });

  it("lets those who deploy, or take the role that releases, rule the cluster; those on call look at it", () => {
    const access = onRds
      .filter(({ type }) => type.endsWith("AccessPolicyAssociation"))
      .map(
        ({ inputs }) =>
          `${lastOf(String(inputs["principalArn"]))}: ${lastOf(String(inputs["policyArn"]))}`,
      );
    assert.deepEqual(access.sort(), [
      "lobechat-deploy: AmazonEKSClusterAdminPolicy",
      "lobechat-on-call: AmazonEKSViewPolicy",
      "lobechat-test-release: AmazonEKSClusterAdminPolicy",
    ]);
  });
});
