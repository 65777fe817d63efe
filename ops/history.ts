import type { ConfigMap, UpdateSummary } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { COLORS, perColor, type Color } from "../config/color";
import type { Deployment } from "./deployment";
import { parseMessage, type MessageParts } from "./message";

/** Pods, at least and at most. */
export interface Capacity {
  min: number;
  max: number;
}

/** What an update left behind, whoever ran it. */
export interface RecordedUpdate {
  /** As `--to` and `--update` name it. */
  number: number;
  /** When it began, and when it had ended. */
  at: Date;
  endedAt: Date;
  /** As it was written. */
  text: string;
  /** What the commands wrote there; null where the update was no command's. */
  message: MessageParts | null;
  who: string;
  activeColor: Color;
  canaryPercent: number;
  /** The release that a rollback fled from. */
  refused: string | null;
  maintenance: boolean;
  releases: Record<Color, string>;
  capacity: Record<Color, Capacity>;
  /** The catalogue as it was then, by name. */
  versions: Record<string, string>;
  schema: { version: string; readableBy: string };
  /** Of the git checkout that it ran from; null where there was none. */
  commit: string | null;
  /** Whether it was narrowed by `--target`: then nothing but the traffic rule is its own. */
  narrowed: boolean;
}

const PAGE = 50;

/** Every update of a stack, failed ones too, newest first. The CLI hands out ten where nobody asks for pages. */
export async function wholeHistory(
  deployment: Pick<Deployment, "history">,
  showSecrets = false,
): Promise<UpdateSummary[]> {
  const all: UpdateSummary[] = [];
  for (let page = 1; ; page++) {
    const some = await deployment.history(PAGE, page, showSecrets);
    all.push(...some);
    if (some.length < PAGE) return all;
  }
}

/** The updates that succeeded, newest first; one that was narrowed has the last full one's combination. */
export async function updatesOf(
  deployment: Pick<Deployment, "history">,
): Promise<RecordedUpdate[]> {
  const newestFirst = await wholeHistory(deployment);
  const count = newestFirst.length;
  const recorded: RecordedUpdate[] = [];
  for (const [index, summary] of [...newestFirst.entries()].reverse()) {
    if (summary.kind !== "update" || summary.result !== "succeeded") continue;
    // File and S3 backends number nothing.
    const number = summary.version > 0 ? summary.version : count - index;
    const update = recordedUpdate(summary, number, recorded[0]);
    if (update !== undefined) recorded.unshift(update);
  }
  return recorded;
}

/** Whether an update was narrowed by `--target`, as the CLI notes it. */
export function isNarrowed({ environment }: Pick<UpdateSummary, "environment">): boolean {
  return environment["pulumi.flag.target"] !== undefined;
}

/** @returns undefined for an update of a configuration that is not this program's */
function recordedUpdate(
  summary: UpdateSummary,
  number: number,
  before: RecordedUpdate | undefined,
): RecordedUpdate | undefined {
  const values = valuesOf(summary.config);
  const traffic = TRAFFIC.safeParse(values).data;
  const narrowed = isNarrowed(summary);
  const combination = narrowed ? before : COMBINATION.safeParse(values).data;
  if (traffic === undefined || combination === undefined) return undefined;
  const { releases, capacity, versions, schema } = combination;
  const message = parseMessage(summary.message) ?? null;
  return {
    ...{ number, at: summary.startTime, endedAt: summary.endTime },
    ...{ text: summary.message, message, who: message?.caller ?? committer(summary.environment) },
    ...traffic,
    ...{ releases, capacity, versions, schema, narrowed },
    commit: summary.environment["git.head"] ?? null,
  };
}

function committer(environment: UpdateSummary["environment"]): string {
  return environment["git.author"] ?? environment["git.committer"] ?? "unknown";
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
