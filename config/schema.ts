import { validRange } from "semver";
import { z } from "zod";
import { COLORS } from "./color";
import { files, secrets, sessionStore, snapshots } from "./data";
import { cluster, database, network } from "./ground";
import { operationSchema } from "./operation";
import { image, releaseEntry, side, version } from "./release";
import { about, flag, judged, text, wholeNumber } from "./text";

const arn = (service: string) =>
  text(`an ARN of ${service}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:.+$`));

const color = z.enum(COLORS, { error: "blue or green" });

/** Every key of a stack on AWS. Its order is the order of the README's table. */
export const awsSchema = {
  platform: z
    .literal("aws", { error: "aws (docker is not available yet)" })
    .meta(about("Where the stack runs.", "aws")),
  activeColor: color.meta(about("Who serves. Changing it is a flip or a rollback.", "blue")),
  canaryPercent: wholeNumber("a whole number from 0 to 50", 0, 50)
    .default(0)
    .meta(about("Share of all users, in percent, that the idle colour gets.", 10)),
  releases: z.record(z.string(), releaseEntry, { error: "the catalogue of releases" }).meta(
    about("The catalogue: everything one may run or go back to, by version and git SHA.", {
      "2.1.26-9f3c2e1": {
        version: "2.1.26",
        source: "docker.io/lobehub/lobehub:2.1.26@sha256:…",
        env: { FEATURE_FLAGS: "+group_chat" },
      },
    }),
  ),
  blue: side.meta(
    about("What blue runs, and how much of it.", {
      release: "2.1.25-a1b2c3d",
      capacity: { min: 2, max: 6 },
    }),
  ),
  green: side.meta(
    about("What green runs, and how much of it.", {
      release: "2.1.26-9f3c2e1",
      capacity: { min: 2, max: 6 },
    }),
  ),
  schema: z
    .strictObject({
      version,
      readableBy: judged("a range of versions such as >=2.1.24", (value) =>
        validRange(value) === null ? "a range of versions such as >=2.1.24" : undefined,
      ),
    })
    .meta(
      about("High-water mark of the shared database: who migrated it last, and who can read it.", {
        version: "2.1.26",
        readableBy: ">=2.1.24",
      }),
    ),
  acknowledgeSlowRollback: flag()
    .default(false)
    .meta(about("Allows an idle colour without pods: a rollback then waits for them.", false)),
  domain: text(
    "a host name such as chat.example.com",
    /^(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z]{2,}$/,
  ).meta(about("The public name, without https://.", "chat.example.com")),
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
  assets: z.strictObject({ image }).meta(
    about("The unprivileged nginx that serves hashed files of both colours.", {
      image: "docker.io/nginxinc/nginx-unprivileged:1-alpine@sha256:…",
    }),
  ),
  secrets: secrets.prefault({}).meta({
    ...about(
      "What both colours sign and encrypt with. Made once; of an adopted installation: its own.",
      {
        authSecret: "…",
        keyVaultsSecret: "…",
        jwksKey: '{"keys":[…]}',
      },
    ),
    secret: true,
  }),
  apiKeys: z
    .record(z.string(), text("a key"), { error: "keys by variable" })
    .default({})
    .meta({
      ...about("Secret variables of both colours: model providers, single sign-on, mail.", {
        OPENAI_API_KEY: "…",
      }),
      secret: true,
    }),
  allowedCidrs: z
    .array(z.cidrv4({ error: "a block such as 203.0.113.0/24" }), { error: "a list of blocks" })
    .min(1, { error: "at least one block" })
    .default(["0.0.0.0/0"])
    .meta(about("Who may reach the load balancer.", ["0.0.0.0/0"])),
  ...operationSchema,
  protect: flag()
    .default(true)
    .meta(about("Protects what holds data or traffic. False only for stacks to throw away.", true)),
} as const;

export type AwsSchema = typeof awsSchema;
export type AwsConfig = { [Key in keyof AwsSchema]: z.infer<AwsSchema[Key]> };

interface AboutKey {
  description: string;
  example: unknown;
  /** An example of what is there already, where `example` is of what to make. */
  existing: unknown;
  /** Whether all of it is secret, or the fields of it that are. */
  secret: boolean | string[];
}

const SECRECY = z.union([z.boolean(), z.array(z.string())]);

/** The description, example and secrecy of a key, as the README's table shows them. */
export function aboutKey(key: keyof AwsSchema): AboutKey {
  const meta = awsSchema[key].meta();
  return {
    description: meta?.description ?? "",
    example: meta?.["example"],
    existing: meta?.["existing"],
    secret: SECRECY.parse(meta?.["secret"] ?? false),
  };
}
