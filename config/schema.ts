import { z } from "zod";
import { files, sessionStore, snapshots } from "./data";
import { egressSchema } from "./egress";
import { firewallSchema } from "./firewall";
import { cluster, database, network } from "./ground";
import { operationSchema } from "./operation";
import { image, releaseEntry } from "./release";
import { restoreSchema } from "./restore";
import {
  catalogue,
  colorsSchema,
  flipSchema,
  protectSchema,
  servingSchema,
  sharedSchema,
} from "./shared";
import { about, flag, hostName, text } from "./text";

const arn = (service: string) =>
  text(`an ARN of ${service}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:.+$`));

/** Every key of a stack on AWS. Its order is the order of the README's table. */
export const awsSchema = {
  platform: z
    .literal("aws", { error: "aws or docker" })
    .meta(about("Where the stack runs.", "aws")),
  ...servingSchema,
  releases: catalogue(releaseEntry),
  ...colorsSchema,
  domain: hostName("a host name such as chat.example.com").meta(
    about("The public name, without https://.", "chat.example.com"),
  ),
  zone: text(
    "the id of a hosted zone of Route 53, as in Z0123456789ABCDEFGHIJ",
    /^Z[A-Z0-9]{5,31}$/,
  )
    .optional()
    .meta(
      about(
        "Hosted zone of the domain: its record and its certificate are made. Or give a certificate.",
        "Z0123456789ABCDEFGHIJ",
      ),
    ),
  certificate: arn("acm")
    .optional()
    .meta(
      about(
        "Certificate of the domain, in the stack's region, where there is no zone.",
        "arn:aws:acm:eu-central-1:…",
      ),
    ),
  network: network.prefault({}).meta(
    about(
      "The network to make, or `vpcId`, `cidr`, `publicSubnetIds` and `privateSubnetIds` of the one that is there.",
      { cidr: "10.0.0.0/16", zones: ["a", "b"], natPerZone: true },
      {
        vpcId: "vpc-0a1b2c3d",
        publicSubnetIds: ["subnet-0a", "subnet-0b"],
        privateSubnetIds: ["subnet-0c", "subnet-0d"],
      },
    ),
  ),
  cluster: cluster.prefault({}).meta({
    ...about(
      "The EKS cluster to make, or `name`, `podSecurityGroupId` and `kubeconfig` (secret) of the one that is there.",
      {
        version: "1.35",
        publicAccessCidrs: ["203.0.113.0/24"],
        deployers: ["arn:aws:iam::123456789012:role/deploy"],
        rollbackers: ["arn:aws:iam::123456789012:role/on-call"],
      },
      { name: "chat", kubeconfig: "…", podSecurityGroupId: "sg-0a1b2c3d" },
    ),
    secret: ["kubeconfig"],
  }),
  database: database.prefault({}).meta({
    ...about(
      "The RDS instance to make, or `url` (secret) of a PostgreSQL that is there, and `ca` where its certificate is not of a public CA.",
      {
        instanceClass: "db.m7g.large",
        version: "17",
        storageGiB: 50,
        maxStorageGiB: 500,
        multiAz: true,
      },
      { url: "postgresql://…?sslmode=verify-full", ca: "rds" },
    ),
    secret: ["url"],
  }),
  repository: text("an image repository without a tag", /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/)
    .optional()
    .meta(
      about(
        "Where the cluster pulls releases from, by digest. Without it an ECR repository is made.",
        "123456789012.dkr.ecr.….com/lobechat",
      ),
    ),
  sessionStore: sessionStore.prefault({}).meta(
    about("Size of the Redis that keeps the sign-ins.", {
      nodeType: "cache.t4g.small",
      replicas: 1,
    }),
  ),
  files: files.prefault({}).meta({
    ...about(
      "The bucket for uploads is made, or is the one that is named here, with its static keys.",
      {},
      {
        endpoint: "https://s3.eu-central-1.amazonaws.com",
        region: "eu-central-1",
        bucket: "chat-files",
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "…",
      },
    ),
    secret: ["secretAccessKey"],
  }),
  snapshots: snapshots.meta(
    about(
      "Before each release: `rds` (default for an instance that is made) or `dump`, which wants `clientImage` with pg_dump of the server's major.",
      {
        kind: "dump",
        awsImage: "docker.io/amazon/aws-cli:2@sha256:…",
        clientImage: "docker.io/library/postgres:17-alpine@sha256:…",
        bucket: "chat-snapshots",
      },
    ),
  ),
  backups: flag()
    .optional()
    .meta(
      about(
        "Dumps every hour, day and week beside those of releases. On where `snapshots.clientImage` is set, which they need; false for none.",
        true,
      ),
    ),
  ...restoreSchema,
  assets: z.strictObject({ image }).meta(
    about("The unprivileged nginx that serves hashed files of both colours.", {
      image: "docker.io/nginxinc/nginx-unprivileged:1-alpine@sha256:…",
    }),
  ),
  ...firewallSchema,
  ...egressSchema,
  ...sharedSchema,
  ...flipSchema,
  ...operationSchema,
  ...protectSchema,
} as const;

export type AwsConfig = { [Key in keyof typeof awsSchema]: z.infer<(typeof awsSchema)[Key]> };
