import type { UpdateSummary } from "@pulumi/pulumi/automation";
import { combinationIn, trafficIn, type Combination, type TrafficConfig } from "./combination";
import type { Deployment } from "./deployment";
import { parseMessage, type MessageParts } from "./message";

/** What an update left behind, whoever ran it. */
export interface RecordedUpdate extends TrafficConfig, Combination {
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
  const traffic = trafficIn(summary.config);
  const narrowed = isNarrowed(summary);
  const combination = narrowed ? before : combinationIn(summary.config);
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
