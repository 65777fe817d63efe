import type { ConfigMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { COLORS, perColor, type Color } from "../config/color";

/** Pods, at least and at most. */
export interface Capacity {
  min: number;
  max: number;
}

/** Who serves, as a configuration says it. */
export interface TrafficConfig {
  activeColor: Color;
  canaryPercent: number;
  /** The release that a rollback fled from. */
  refused: string | null;
  maintenance: boolean;
}

/** What runs, as a configuration says it. */
export interface Combination {
  releases: Record<Color, string>;
  capacity: Record<Color, Capacity>;
  /** The catalogue, by name. */
  versions: Record<string, string>;
  schema: { version: string; readableBy: string };
}

/** @returns undefined for a configuration that is not this program's */
export function trafficIn(config: ConfigMap): TrafficConfig | undefined {
  return TRAFFIC.safeParse(valuesOf(config)).data;
}

/** @returns undefined for a configuration that is not this program's */
export function combinationIn(config: ConfigMap): Combination | undefined {
  return COMBINATION.safeParse(valuesOf(config)).data;
}

/** Each key of the project as the value that it stands for. A release's name is a text, whatever it looks like. */
function valuesOf(config: ConfigMap): Record<string, unknown> {
  const values = Object.entries(config)
    .filter(([key]) => key.startsWith("lobechat:"))
    .map(([key, { value }]) => [key.slice("lobechat:".length), valueOf(value)] as const);
  return { ...Object.fromEntries(values), refused: config["lobechat:refused"]?.value };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const TRAFFIC = z.object({
  activeColor: z.enum(COLORS),
  canaryPercent: z.number().default(0),
  refused: z.string().nullable().default(null),
  maintenance: z.boolean().default(false),
});

const SIDE = z.object({
  release: z.string(),
  capacity: z.object({ min: z.number(), max: z.number() }),
});

const COMBINATION = z
  .object({
    blue: SIDE,
    green: SIDE,
    releases: z.record(z.string(), z.object({ version: z.string() })),
    schema: z.object({ version: z.string(), readableBy: z.string() }),
  })
  .transform(({ releases, schema, ...sides }) => ({
    releases: perColor((color) => sides[color].release),
    capacity: perColor((color) => sides[color].capacity),
    versions: Object.fromEntries(
      Object.entries(releases).map(([name, { version }]) => [name, version]),
    ),
    schema,
  }));
