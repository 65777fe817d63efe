import { validRange } from "semver";
import { z } from "zod";
import { COLORS } from "./color";
import { image, releaseEntry, side, version } from "./release";
import { flag, judged, text, urlProblem, wholeNumber } from "./text";

const arn = (service: string) =>
  text(`an ARN of ${service}`, new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:.+$`));

const color = z.enum(COLORS, { error: "blue or green" });

const subnets = z.array(text("the id of a subnet", /^subnet-[0-9a-f]+$/), {
  error: "a list of subnets",
});

const about = (description: string, example: unknown) => ({ description, example });

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
  certificate: arn("acm").meta(
    about("Certificate of the domain, in the stack's region.", "arn:aws:acm:eu-central-1:…"),
  ),
  network: z
    .strictObject({
      vpcId: text("the id of a VPC", /^vpc-[0-9a-f]+$/),
      cidr: z.cidrv4({ error: "a block such as 10.0.0.0/16" }),
      publicSubnetIds: subnets.min(2, { error: "public subnets in at least two zones" }),
      privateSubnetIds: subnets.min(2, { error: "private subnets in at least two zones" }),
    })
    .meta(
      about("The network: public subnets for the load balancer, private ones for data.", {
        vpcId: "vpc-0a1b2c3d",
        cidr: "10.0.0.0/16",
        publicSubnetIds: ["subnet-0a", "subnet-0b"],
        privateSubnetIds: ["subnet-0c", "subnet-0d"],
      }),
    ),
  cluster: z
    .strictObject({
      name: text("the name of the EKS cluster"),
      kubeconfig: text("a kubeconfig"),
      podSecurityGroupId: text("the id of a security group", /^sg-[0-9a-f]+$/),
    })
    .meta({
      ...about("The EKS Auto Mode cluster, and the security group that its pods are in.", {
        name: "chat",
        kubeconfig: "…",
        podSecurityGroupId: "sg-0a1b2c3d",
      }),
      secret: true,
    }),
  repository: text(
    "an image repository without a tag",
    /^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)+$/,
  ).meta(
    about(
      "Where the cluster pulls releases from, by digest.",
      "123456789012.dkr.ecr.….com/lobechat",
    ),
  ),
  database: z
    .strictObject({ url: judged("a PostgreSQL URL", urlProblem(["postgres:", "postgresql:"])) })
    .meta({ ...about("The shared PostgreSQL.", { url: "postgresql://…" }), secret: true }),
  sessionStore: z
    .strictObject({
      nodeType: text("an ElastiCache node type", /^cache\.[a-z0-9]+\.[a-z0-9]+$/),
      replicas: wholeNumber("a whole number from 1 to 5", 1, 5),
    })
    .default({ nodeType: "cache.t4g.small", replicas: 1 })
    .meta(
      about("Size of the Redis that keeps the sign-ins.", {
        nodeType: "cache.t4g.small",
        replicas: 1,
      }),
    ),
  files: z
    .strictObject({
      endpoint: judged("an S3 endpoint", urlProblem(["https:"])),
      region: text("a region"),
      bucket: text("the name of a bucket"),
      accessKeyId: text("an access key id"),
      secretAccessKey: text("a secret access key"),
    })
    .meta({
      ...about("The bucket for uploads and the static keys that LobeHub needs for it.", {
        endpoint: "https://s3.eu-central-1.amazonaws.com",
        region: "eu-central-1",
        bucket: "chat-files",
        accessKeyId: "…",
        secretAccessKey: "…",
      }),
      secret: true,
    }),
  snapshots: z
    .strictObject({ bucket: text("the name of a bucket"), clientImage: image, uploadImage: image })
    .meta(
      about(
        "Where a dump goes before each release, and what makes it: pg_dump of the server's major, aws.",
        {
          bucket: "chat-snapshots",
          clientImage: "docker.io/library/postgres:17-alpine@sha256:…",
          uploadImage: "docker.io/amazon/aws-cli:2@sha256:…",
        },
      ),
    ),
  assets: z.strictObject({ image }).meta(
    about("The unprivileged nginx that serves hashed files of both colours.", {
      image: "docker.io/nginxinc/nginx-unprivileged:1-alpine@sha256:…",
    }),
  ),
  secrets: z
    .strictObject({
      authSecret: text("at least 32 characters", /^\S{32,}$/),
      keyVaultsSecret: judged("32 bytes in base64", (value) =>
        Buffer.from(value, "base64").length === 32 ? undefined : "32 bytes in base64",
      ),
      jwksKey: judged("an RS256 key set as JSON", jwksProblem),
    })
    .meta({
      ...about(
        "What both colours sign and encrypt with. Of an installation that is adopted: its own.",
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
  protect: flag()
    .default(true)
    .meta(about("Protects what holds data or traffic. False only for stacks to throw away.", true)),
} as const;

export type AwsSchema = typeof awsSchema;
export type AwsConfig = { [Key in keyof AwsSchema]: z.infer<AwsSchema[Key]> };

/** The description, example and secrecy of a key, as the README's table shows them. */
export function aboutKey(key: keyof AwsSchema): {
  description: string;
  example: unknown;
  secret: boolean;
} {
  const meta = awsSchema[key].meta();
  return {
    description: meta?.description ?? "",
    example: meta?.["example"],
    secret: meta?.["secret"] === true,
  };
}

function jwksProblem(value: string): string | undefined {
  const expected = 'an RS256 key set as JSON, as in {"keys":[{"kty":"RSA","alg":"RS256",…}]}';
  try {
    const parsed: unknown = JSON.parse(value);
    const keySet = z.object({
      keys: z.array(z.object({ kty: z.literal("RSA"), d: z.string() })).min(1),
    });
    return keySet.safeParse(parsed).success ? undefined : expected;
  } catch {
    return expected;
  }
}
