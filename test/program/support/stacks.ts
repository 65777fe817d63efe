import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { stackFile } from "../../../drill/scenario/stackFile";

const CHECKOUT = join(__dirname, "..", "..", "..");

/** The production example: everything is made. */
export const production = (): ConfigMap => exampleOf("Pulumi.prod.yaml");

/** Images of tools, as a dump needs them. */
export const DUMP_IMAGES = {
  awsImage: `docker.io/amazon/aws-cli:2@sha256:${"4".repeat(64)}`,
  clientImage: `docker.io/library/postgres:17@sha256:${"3".repeat(64)}`,
};

/** A PostgreSQL that is there already, and the key that its installation encrypts with. */
export const EXISTING_DATABASE = {
  url: "postgresql://lobechat:pw@db.internal:5432/lobechat?sslmode=verify-full",
  keyVaultsSecret: Buffer.alloc(32, 7).toString("base64"),
};

/** The production example, but for a database that is there already. */
export function withExistingDatabase(): ConfigMap {
  const { url, keyVaultsSecret } = EXISTING_DATABASE;
  return {
    ...changed(production(), { snapshots: DUMP_IMAGES }),
    "lobechat:database": sealed({ url }),
    "lobechat:secrets": sealed({ keyVaultsSecret }),
  };
}

/** A value that is encrypted in the stack's file. */
export function sealed(value: object): ConfigMap[string] {
  return { value: JSON.stringify(value), secret: true };
}

/** A stack's file with the secrets that its comments ask for. */
export function exampleOf(
  file: string,
  secrets: Record<string, Record<string, string>> = {},
): ConfigMap {
  const config = stackFile(join(CHECKOUT, file));
  for (const [key, fields] of Object.entries(secrets)) {
    const name = `lobechat:${key}`;
    const open = JSON.parse(config[name]?.value ?? "{}") as Record<string, unknown>;
    config[name] = { value: JSON.stringify({ ...open, ...fields }), secret: true };
  }
  return config;
}

/** An existing cluster, by its kubeconfig. */
export function clusterExample(kubeconfig: string): ConfigMap {
  return exampleOf("examples/Pulumi.cluster.yaml", { cluster: { kubeconfig } });
}

/** An installation that is adopted whole. */
export function installationExample(kubeconfig: string): ConfigMap {
  return exampleOf("examples/Pulumi.installation.yaml", {
    cluster: { kubeconfig },
    database: { url: EXISTING_DATABASE.url },
    files: { secretAccessKey: "kept" },
    secrets: {
      authSecret: "a".repeat(40),
      keyVaultsSecret: EXISTING_DATABASE.keyVaultsSecret,
      jwksKey: JSON.stringify({ keys: [{ kty: "RSA", d: "…" }] }),
    },
  });
}

/** Another value for a key; undefined takes it out. */
export function changed(config: ConfigMap, changes: Record<string, unknown>): ConfigMap {
  const result = { ...config };
  for (const [key, value] of Object.entries(changes)) {
    const name = `lobechat:${key}`;
    if (value === undefined) Reflect.deleteProperty(result, name);
    else result[name] = { value: typeof value === "string" ? value : JSON.stringify(value) };
  }
  return result;
}
