import type { Input } from "@pulumi/pulumi";
import { APP_PORT } from "./health";
import { LIFECYCLE } from "./lifecycle";

/** An S3-compatible store as LobeHub is told of it, but for its secret key. */
export interface FileStoreSettings {
  endpoint: string;
  /** A made bucket's name is known only once it is there. */
  bucket: Input<string>;
  region: string;
  accessKeyId: Input<string>;
  /** Whether the bucket is in the path of its addresses and not in their host. */
  isPathStyle?: boolean;
}

/** Everything secret that both colours share. */
export interface AppSecrets {
  database: { url: Input<string> };
  sessions: { url: Input<string> };
  files: { secretAccessKey: Input<string> };
  secrets: Record<"authSecret" | "keyVaultsSecret" | "jwksKey", Input<string>>;
  /** Keys of model providers and the like, by the variable's name. */
  apiKeys: Record<string, Input<string>>;
}

const SECRET_VARIABLES = [
  "DATABASE_URL",
  "REDIS_URL",
  "AUTH_SECRET",
  "KEY_VAULTS_SECRET",
  "JWKS_KEY",
  "S3_SECRET_ACCESS_KEY",
] as const;

const PLAIN_VARIABLES = [
  "APP_URL",
  "INTERNAL_APP_URL",
  "DATABASE_DRIVER",
  "REDIS_PREFIX",
  "KEEP_ALIVE_TIMEOUT",
  "S3_ENDPOINT",
  "S3_BUCKET",
  "S3_REGION",
  "S3_ACCESS_KEY_ID",
  "S3_SET_ACL",
  "S3_ENABLE_PATH_STYLE",
  "PORT",
  "HOSTNAME",
] as const;

/** Where a pod finds the certificates that it trusts beside the public authorities'. */
const TRUST_VARIABLES = ["NODE_EXTRA_CA_CERTS", "PGSSLROOTCERT"];

/** Equal on both colours, or a user who is moved is logged out: no release may bring its own. */
export const SHARED_VARIABLES: ReadonlySet<string> = new Set([
  ...SECRET_VARIABLES,
  ...PLAIN_VARIABLES,
  ...TRUST_VARIABLES,
]);

/** Names of LobeChat 1.x that stop the start of LobeHub 2.x, wherever they come from. */
export function isRetiredVariable(name: string): boolean {
  return (
    /^(NEXT_AUTH|NEXTAUTH|CLERK_)/.test(name) ||
    ["ACCESS_CODE", "NEXT_PUBLIC_SERVICE_MODE", "AUTH_URL", "OIDC_JWKS_KEY"].includes(name)
  );
}

/** What both colours are told in the open. `url` is the public address, without a slash at its end. */
export function sharedEnvironment(
  url: string,
  files: FileStoreSettings,
): Partial<Record<(typeof PLAIN_VARIABLES)[number], Input<string>>> {
  return {
    APP_URL: url,
    // Through the load balancer, an internal call could land on the other colour.
    INTERNAL_APP_URL: `http://localhost:${APP_PORT}`,
    DATABASE_DRIVER: "node",
    REDIS_PREFIX: "lobechat",
    KEEP_ALIVE_TIMEOUT: String(LIFECYCLE.appKeepAliveSeconds * 1000),
    S3_ENDPOINT: files.endpoint,
    S3_BUCKET: files.bucket,
    S3_REGION: files.region,
    // The name of a key and no secret: AWS prints it in its logs, and Pulumi as the id of the key.
    S3_ACCESS_KEY_ID: files.accessKeyId,
    // The bucket has ACLs off; with any other value every upload is refused.
    S3_SET_ACL: "0",
    ...(files.isPathStyle === true ? { S3_ENABLE_PATH_STYLE: "1" } : {}),
    PORT: String(APP_PORT),
    HOSTNAME: "0.0.0.0",
  };
}

/** What both colours are told in secret, by the variable's name. */
export function secretEnvironment({
  database,
  sessions,
  files,
  secrets,
  apiKeys,
}: AppSecrets): Record<string, Input<string>> {
  const named: Record<(typeof SECRET_VARIABLES)[number], Input<string>> = {
    DATABASE_URL: database.url,
    REDIS_URL: sessions.url,
    AUTH_SECRET: secrets.authSecret,
    KEY_VAULTS_SECRET: secrets.keyVaultsSecret,
    JWKS_KEY: secrets.jwksKey,
    S3_SECRET_ACCESS_KEY: files.secretAccessKey,
  };
  return { ...apiKeys, ...named };
}
