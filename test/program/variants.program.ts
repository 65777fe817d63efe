import assert from "node:assert/strict";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { KubernetesApi } from "../components/kubernetes/kubernetesApi";
import { manifestProblems } from "./schemas/manifests";
import { registeredOf } from "./schemas/registered";
import { Program } from "./support/program";
import type { StateResource } from "./support/told";
import { wildcardsIn } from "./support/wildcards";
import {
  changed,
  clusterExample,
  exampleOf,
  installationExample,
  production,
  sealed,
  withExistingDatabase,
} from "./support/stacks";

const network = {
  vpcId: "vpc-0123456789abcdef0",
  cidr: "10.0.0.0/16",
  publicSubnetIds: ["subnet-0a", "subnet-0b"],
  privateSubnetIds: ["subnet-0c", "subnet-0d"],
};
const DUMP = `backups/hourly/20260301T120700Z-1048576-${"a".repeat(64)}.dump`;
const RDS_SNAPSHOT = "lobechat-2-1-25-20260301120700";

/** What each part that may be there already is made of, by the types that nothing else registers. */
const MADE = {
  network: ["aws:ec2/vpc:Vpc", "aws:ec2/natGateway:NatGateway", "aws:ec2/subnet:Subnet"],
  cluster: [
    "aws:eks/cluster:Cluster",
    "aws:eks/addon:Addon",
    "kubernetes:karpenter.sh/v1:NodePool",
  ],
  database: ["aws:rds/instance:Instance"],
  files: ["aws:iam/accessKey:AccessKey", "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration"],
  registry: ["aws:ecr/repository:Repository", "aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  secrets: ["tls:index/privateKey:PrivateKey"],
  certificate: ["aws:acm/certificate:Certificate", "aws:route53/record:Record"],
} as const;
type Part = keyof typeof MADE;
const PARTS = Object.keys(MADE) as Part[];

/** What every stack has, whatever is there already. */
const ALWAYS = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:secretsmanager/secret:Secret",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:batch/v1:Job",
];

interface Variant {
  what: string;
  config: (kubeconfig: string) => ConfigMap;
  /** The parts that are there already. */
  there: Part[];
  snapshot: "rds" | "dump";
}

const VARIANTS: Variant[] = [
  { what: "everything made", config: production, there: [], snapshot: "rds" },
  {
    what: "the smallest stack",
    config: () => exampleOf("examples/Pulumi.small.yaml"),
    there: [],
    snapshot: "rds",
  },
  {
    what: "an existing network",
    config: () => changed(production(), { network }),
    there: ["network"],
    snapshot: "rds",
  },
  {
    what: "an existing network and cluster",
    config: (kubeconfig) => ({
      ...changed(production(), { network }),
      "lobechat:cluster": sealed({ name: "platform", podSecurityGroupId: "sg-0a", kubeconfig }),
    }),
    there: ["network", "cluster"],
    snapshot: "rds",
  },
  {
    what: "a restore of a dump, beside an instance from an RDS snapshot",
    config: () => changed(production(), { restore: { snapshot: DUMP, kept: [RDS_SNAPSHOT] } }),
    there: [],
    snapshot: "rds",
  },
  {
    what: "an existing database",
    config: withExistingDatabase,
    there: ["database"],
    snapshot: "dump",
  },
  {
    what: "examples/Pulumi.cluster.yaml",
    config: clusterExample,
    there: ["network", "cluster"],
    snapshot: "rds",
  },
  {
    what: "examples/Pulumi.installation.yaml",
    config: installationExample,
    there: [...PARTS],
    snapshot: "dump",
  },
];

describe("the program", () => {
  const api = new KubernetesApi();
  let kubeconfig: string;
  before(async () => {
    kubeconfig = await api.listen();
  });
  after(() => api.close());

  for (const { what, config, there, snapshot } of VARIANTS) {
    describe(`with ${what}`, () => {
      let program: Program;
      let resources: StateResource[];
      let error: string | undefined;
      before(async () => {
        program = await Program.open({ config: config(kubeconfig) });
        ({ error } = await program.up());
        resources = await program.resources();
      });
      after(() => program.close());

      it("is made in one update", () => {
        assert.equal(error, undefined);
      });

      it(`makes ${listed(PARTS.filter((part) => !there.includes(part)))}, and not ${listed(there)}`, () => {
        const types = new Set(resources.map(({ type }) => type));
        for (const part of PARTS)
          for (const type of MADE[part]) assert.equal(types.has(type), !there.includes(part), type);
        for (const type of ALWAYS) assert.ok(types.has(type), type);
      });

      it(`copies the database by ${snapshot} before each release`, () => {
        const buckets = resources.filter(({ urn }) => urn.endsWith("Bucket::snapshots"));
        const dumps = jobsOf(resources).filter((job) => job.includes("pg_dump"));
        const copies = jobsOf(resources).filter((job) => job.includes("create-db-snapshot"));
        const isDump = snapshot === "dump";
        assert.equal(dumps.length > 0, isDump);
        assert.equal(copies.length > 0, !isDump);
        const isBackedUp = resources.some(({ type }) => type === "kubernetes:batch/v1:CronJob");
        assert.equal(buckets.length > 0, (isDump || isBackedUp) && !there.includes("files"));
      });

      it("allows no action by a wildcard, and everywhere only what AWS narrows to nothing", () => {
        const { documents, problems } = wildcardsIn(resources);
        assert.ok(documents > 5, `${documents} policies`);
        assert.deepEqual(problems, []);
      });

      it("has no object that Kubernetes' schema does not know", async () => {
        const objects = registeredOf(resources).filter(({ type }) =>
          type.startsWith("kubernetes:"),
        );
        assert.deepEqual(await manifestProblems(objects), []);
      });

      if (there.length === 0 || there.length === PARTS.length)
        it("has no second up to make", async () => {
          assert.deepEqual((await program.up()).did, []);
        });
    });
  }
});

function jobsOf(resources: readonly StateResource[]): string[] {
  return resources
    .filter(({ type }) => type === "kubernetes:batch/v1:Job")
    .map(({ inputs }) => JSON.stringify(inputs));
}

function listed(parts: readonly string[]): string {
  return parts.length === 0 ? "nothing" : parts.join(", ");
}
