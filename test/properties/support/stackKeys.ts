import { join } from "node:path";
import fc from "fast-check";
import { aboutKey, type PlatformSchema } from "../../../config/aboutKey";
import { dockerSchema } from "../../../config/docker";
import { awsSchema } from "../../../config/schema";
import { stackFile } from "../../../drill/scenario/stackFile";
import { withCanaries } from "./canary";
import { GROUND } from "./ground";
import { valuesOf } from "./jsonSchema";

const CHECKOUT = join(__dirname, "..", "..", "..");

export type Platform = "aws" | "docker";

/** The values of a stack, by key without `lobechat:`. */
export type StackKeys = Readonly<Record<string, unknown>>;

export const SCHEMAS: Readonly<Record<Platform, PlatformSchema>> = {
  aws: awsSchema,
  docker: dockerSchema,
};

const FILES: Readonly<Record<Platform, readonly string[]>> = {
  aws: [
    "Pulumi.prod.yaml",
    "examples/Pulumi.small.yaml",
    "examples/Pulumi.cluster.yaml",
    "examples/Pulumi.installation.yaml",
  ],
  docker: ["Pulumi.dev.yaml"],
};

/** What the examples leave to `pulumi config set --secret`. */
const SECRETS: StackKeys = {
  cluster: { kubeconfig: "" },
  database: { url: "" },
  files: { secretAccessKey: "" },
  secrets: { authSecret: "", keyVaultsSecret: "", jwksKey: "" },
  apiKeys: { OPENAI_API_KEY: "" },
};

/** The platform's example stacks, each a configuration without a mistake. */
export const EXAMPLES: Readonly<Record<Platform, readonly StackKeys[]>> = {
  aws: FILES.aws.map((file) => exampleStack("aws", file)),
  docker: FILES.docker.map((file) => exampleStack("docker", file)),
};

function exampleStack(platform: Platform, file: string): StackKeys {
  const keys: Record<string, unknown> = {};
  for (const [key, { value }] of Object.entries(stackFile(join(CHECKOUT, file))))
    if (key.startsWith("lobechat:")) keys[key.slice("lobechat:".length)] = contentOf(value);
  const isAdopted = file.includes("installation");
  const missing = {
    ...(isAdopted || file.includes("cluster") ? { cluster: SECRETS["cluster"] } : {}),
    ...(isAdopted ? { database: SECRETS["database"], files: SECRETS["files"] } : {}),
    ...{ secrets: SECRETS["secrets"], apiKeys: SECRETS["apiKeys"] },
  };
  for (const [key, fields] of Object.entries(missing))
    keys[key] = { ...objectOf(keys[key]), ...objectOf(fields) };
  const schema = SCHEMAS[platform];
  return Object.fromEntries(
    Object.entries(keys).map(([key, value]) => [key, withCanaries(schema, key, value)]),
  );
}

/** The value of one key: as an example has it, as its description has it, or whatever its schema allows. */
export function valuesOfKey(platform: Platform, key: string): fc.Arbitrary<unknown> {
  const schema = SCHEMAS[platform];
  const type = schema[key];
  if (type === undefined) throw new Error(`no key ${key}`);
  const { example, existing } = aboutKey(schema, key);
  const told = [
    ...EXAMPLES[platform].flatMap((keys) => (key in keys ? [keys[key]] : [])),
    ...[example, existing].flatMap((each) => (each === undefined ? [] : [repaired(each)])),
  ];
  const drawn = [...told.map((each) => valuesOf(type, each)), GROUND[key] ?? []].flat();
  return fc
    .oneof(fc.constantFrom(...told), ...drawn)
    .map((value) => withCanaries(schema, key, value));
}

/** An example as a reader sees it, with digits where it has dots. */
function repaired(value: unknown): unknown {
  if (typeof value === "string")
    return value
      .replace("sha256:…", `sha256:${"6".repeat(64)}`)
      .replace("CERTIFICATE-----…", "CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");
  if (Array.isArray(value)) return value.map(repaired);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, repaired(part)]));
}

function contentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
