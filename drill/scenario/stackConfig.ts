import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Color } from "../report/report";
import { RELEASES, type DrillRelease } from "./catalogue";

/** What the drill changes from step to step; everything else of its stack stays as it is. */
export interface Wanted {
  activeColor: Color;
  blue: DrillRelease;
  green: DrillRelease;
  /** Version of the schema's high-water mark. */
  schema: string;
}

/** The stack's public name. It is resolved nowhere: the users are told where the load balancer listens. */
export const DOMAIN = "chat.example.com";

/** How many pods each colour has. */
export const PODS = 2;

const CAPACITY = { min: PODS, max: 3 * PODS };

/** The configuration of a stack in an account and a cluster that are made up, but for its secrets. */
export function baseConfig(): ConfigMap {
  return {
    "aws:region": { value: "eu-central-1" },
    "pulumi:disable-default-providers": { value: '["*"]' },
    ...plain({
      platform: "aws",
      releases: Object.fromEntries(
        Object.values(RELEASES).map(({ name, version, digest, env }) => [
          name,
          { version, digest, env },
        ]),
      ),
      domain: DOMAIN,
      certificate: "arn:aws:acm:eu-central-1:123456789012:certificate/drill",
      network: {
        vpcId: "vpc-0d211",
        cidr: "10.0.0.0/16",
        publicSubnetIds: ["subnet-0a", "subnet-0b"],
        privateSubnetIds: ["subnet-0c", "subnet-0d"],
      },
      repository: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat",
      snapshots: {
        bucket: "chat-snapshots",
        clientImage: toolImage("docker.io/library/postgres:17-alpine"),
        uploadImage: toolImage("docker.io/amazon/aws-cli:2.31.0"),
      },
      assets: { image: toolImage("docker.io/nginxinc/nginx-unprivileged:1.29-alpine") },
    }),
    ...secret({
      cluster: { name: "chat", kubeconfig: "{}", podSecurityGroupId: "sg-0d211" },
      database: { url: `postgresql://lobechat:${token()}@database.internal:5432/lobechat` },
      files: {
        endpoint: "https://s3.eu-central-1.amazonaws.com",
        region: "eu-central-1",
        bucket: "chat-files",
        accessKeyId: token(),
        secretAccessKey: token(),
      },
      secrets: {
        authSecret: token(),
        keyVaultsSecret: randomBytes(32).toString("base64"),
        jwksKey: jwksKey(),
      },
      apiKeys: { OPENAI_API_KEY: `sk-${token()}` },
    }),
  };
}

/** The keys that say what one step of the drill wants. */
export function wantedConfig(wanted: Wanted): ConfigMap {
  return plain({
    activeColor: wanted.activeColor,
    blue: { release: wanted.blue.name, capacity: CAPACITY },
    green: { release: wanted.green.name, capacity: CAPACITY },
    schema: { version: wanted.schema, readableBy: ">=2.1.24" },
  });
}

function plain(values: Record<string, unknown>): ConfigMap {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`lobechat:${key}`, { value: configText(value) }]),
  );
}

function secret(values: Record<string, unknown>): ConfigMap {
  return Object.fromEntries(
    Object.entries(plain(values)).map(([key, value]) => [key, { ...value, secret: true }]),
  );
}

function configText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function token(): string {
  return randomBytes(24).toString("hex");
}

function toolImage(reference: string): string {
  return `${reference}@sha256:${createHash("sha256").update(reference).digest("hex")}`;
}

/** As an operator would make it with any JWKS tool: one RS256 key pair. */
function jwksKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "drill" };
  return JSON.stringify({ keys: [key] });
}
