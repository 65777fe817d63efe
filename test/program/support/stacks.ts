import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { stackFile } from "../../../drill/scenario/stackFile";

const CHECKOUT = join(__dirname, "..", "..", "..");

/** The production example: everything is made. */
export const production = (): ConfigMap => exampleOf("Pulumi.prod.yaml");

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
