import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { z } from "zod";
import type { ConfigMap } from "@pulumi/pulumi/automation";

const STACK_FILE = z.object({ config: z.record(z.string(), z.unknown()) });

/** The configuration in a stack's file, as Pulumi would hand it to the program. Its secrets are not in there. */
export function stackFile(path: string): ConfigMap {
  const { config } = STACK_FILE.parse(load(readFileSync(path, "utf8")));
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key, { value: configText(value) }]),
  );
}

/** Keys of the project, by their names in it. */
export function plain(values: Readonly<Record<string, unknown>>): ConfigMap {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`lobechat:${key}`, { value: configText(value) }]),
  );
}

/** The same, encrypted. */
export function secret(values: Readonly<Record<string, unknown>>): ConfigMap {
  return Object.fromEntries(
    Object.entries(plain(values)).map(([key, value]) => [key, { ...value, secret: true }]),
  );
}

/** A value as Pulumi keeps it: texts as they are, all else as JSON. */
function configText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
