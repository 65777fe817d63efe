import assert from "node:assert/strict";
import { lastOf, policiesOf } from "./support/policies";
import { Program, type StateResource } from "./support/program";
import { changed, DUMP_IMAGES, production } from "./support/stacks";

const TLS_ONLY = (bucket: string) =>
  `Deny * s3:* on ${bucket}, ${bucket}/* if {"Bool":{"aws:SecureTransport":"false"}}`;

/** Alarms and rules of this stack alone: their names begin with it. */
const PUBLISHES = (service: string, source: string, separator = ":") =>
  `Allow ${service}.amazonaws.com sns:Publish on <Topic alarms> if ${JSON.stringify({
    StringEquals: { "aws:SourceAccount": "123456789012" },
    ArnLike: { "aws:SourceArn": `arn:aws:${source}${separator}lobechat-test-*` },
  })}`;

/** Everything that anybody may, by the policy that says so. The database is RDS in one stack, a dump's in the other. */
const TABLE: Record<string, string[]> = {
  "Role cluster-control-plane": ["Allow eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "Role cluster-node": ["Allow ec2.amazonaws.com sts:AssumeRole"],
  "Role cluster-observability": ["Allow pods.eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "Role snapshots": ["Allow pods.eks.amazonaws.com sts:AssumeRole, sts:TagSession"],
  "RolePolicy snapshots": [],
  "UserPolicy files": [
    "Allow s3:GetObject, s3:PutObject, s3:DeleteObject on <Bucket files>/*",
    "Allow s3:ListBucket on <Bucket files>",
  ],
  "BucketPolicy access-logs": [
    "Allow logdelivery.elasticloadbalancing.amazonaws.com s3:PutObject on <Bucket access-logs>/AWSLogs/*",
    TLS_ONLY("<Bucket access-logs>"),
  ],
  "BucketPolicy files": [TLS_ONLY("<Bucket files>")],
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
    onRds = await resourcesOf(await Program.open({ config: production() }));
    const snapshots = { kind: "dump", ...DUMP_IMAGES };
    onDumps = await resourcesOf(
      await Program.open({ config: changed(production(), { snapshots }) }),
    );
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
      "BucketPolicy snapshots": [TLS_ONLY("<Bucket snapshots>")],
    });
  });

  it("is of AWS' own policies these", () => {
    const attached = onRds
      .filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .map(({ inputs }) => `${String(inputs["role"])}: ${lastOf(String(inputs["policyArn"]))}`);
    assert.deepEqual(attached.map((text) => text.replace(/-[0-9a-f]{7}:/, ":")).sort(), MANAGED);
  });

  it("has no wildcard among what is allowed", () => {
    for (const resources of [onRds, onDumps]) {
      const allowed = Object.values(policiesOf(resources))
        .flat()
        .filter((text) => text.startsWith("Allow"));
      for (const text of allowed) {
        assert.doesNotMatch(text, /:\*|(?<![/-])\*/, text);
      }
    }
  });

  it("lets those who deploy rule the cluster, and those who roll back look at it", () => {
    const access = onRds
      .filter(({ type }) => type.endsWith("AccessPolicyAssociation"))
      .map(
        ({ inputs }) =>
          `${lastOf(String(inputs["principalArn"]))}: ${lastOf(String(inputs["policyArn"]))}`,
      );
    assert.deepEqual(access.sort(), [
      "lobechat-deploy: AmazonEKSClusterAdminPolicy",
      "lobechat-on-call: AmazonEKSViewPolicy",
    ]);
  });
});

async function resourcesOf(program: Program): Promise<StateResource[]> {
  const { error } = await program.up();
  assert.equal(error, undefined);
  const resources = await program.resources();
  await program.close();
  return resources;
}
