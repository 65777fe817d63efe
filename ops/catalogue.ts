import type { ConfigMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import type { Color } from "../config/color";
import type { Capacity } from "./combination";
import { Refusal } from "./refusal";

/** What the catalogue says of a release, as far as the commands have to know. */
export interface Entry {
  version: string;
  source?: string | undefined;
  digest?: string | undefined;
  env?: Record<string, string> | undefined;
}

const CATALOGUE = z.record(
  z.string(),
  z.looseObject({
    version: z.string(),
    source: z.string().optional(),
    digest: z.string().optional(),
    env: z.record(z.string(), z.string()).optional(),
  }),
);

/** @throws Refusal when the checkout's catalogue is none */
export function catalogueOf(config: ConfigMap): Record<string, Entry> {
  const { success, data } = CATALOGUE.safeParse(jsonOf(config, "releases"));
  if (!success) throw new Refusal("lobechat:releases is wrong; `pulumi preview` says where.");
  return data;
}

/** The configuration with a release on a colour, and in the catalogue. */
export function withRelease(
  config: ConfigMap,
  { color, release, entry }: { color: Color; release: string; entry: Entry },
): ConfigMap {
  const side = { ...sideOf(config, color), release };
  return {
    ...config,
    "lobechat:releases": { value: JSON.stringify({ ...catalogueOf(config), [release]: entry }) },
    [`lobechat:${color}`]: { value: JSON.stringify(side) },
  };
}

/** The configuration with a colour of another size. */
export function withCapacity(config: ConfigMap, color: Color, capacity: Capacity): ConfigMap {
  const side = { ...sideOf(config, color), capacity };
  return { ...config, [`lobechat:${color}`]: { value: JSON.stringify(side) } };
}

function sideOf(config: ConfigMap, color: Color): Record<string, unknown> {
  const { success, data } = z.looseObject({}).safeParse(jsonOf(config, color));
  if (!success) throw new Refusal(`lobechat:${color} is wrong; \`pulumi preview\` says where.`);
  return data;
}

function jsonOf(config: ConfigMap, key: string): unknown {
  try {
    return JSON.parse(config[`lobechat:${key}`]?.value ?? "{}") as unknown;
  } catch {
    return undefined;
  }
}
