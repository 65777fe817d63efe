import type { EngineEvent, UpOptions } from "@pulumi/pulumi/automation";
import { ConcurrentUpdateError } from "@pulumi/pulumi/automation/errors";
import { errorIn, plain, progressLine } from "./engineWords";
import { StackLocked } from "./lock";
import { Refusal } from "./refusal";
import type { Situation } from "./situation";
import type { Tools } from "./tools";
import { said } from "./said";

/** An update that succeeded. */
export interface UpdateRun {
  /** How many resources it created, updated, replaced or deleted. */
  resourcesChanged: number;
  seconds: number;
  /** What it warned of. */
  warnings: string[];
}

/**
 * Runs one update, and tells of its progress.
 *
 * @throws StackLocked when another one has the stack; Refusal with what the update itself said when it fails
 */
export async function runUpdate(
  { terminal }: Pick<Tools, "terminal">,
  { stack, deployed }: Pick<Situation, "stack" | "deployed">,
  options: Pick<UpOptions, "message" | "target" | "refresh">,
): Promise<UpdateRun> {
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent): void => {
    events.push(event);
    const line = progressLine(event);
    if (line !== undefined) terminal.tell(line);
  };
  try {
    const { summary } = await stack.deployment.up({ ...options, onEvent });
    return {
      resourcesChanged: changedBy(summary.resourceChanges ?? {}),
      seconds: (summary.endTime.getTime() - summary.startTime.getTime()) / 1000,
      warnings: warningsIn(events),
    };
  } catch (error) {
    throw whyItFailed(error, events, stack.name, deployed.longestReleaseSeconds);
  }
}

function changedBy(changes: Readonly<Record<string, number | undefined>>): number {
  return ["create", "update", "replace", "delete"]
    .map((op) => changes[op] ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

function warningsIn(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "warning" ? [plain(diagnosticEvent.message)] : [],
  );
}

function whyItFailed(
  error: unknown,
  events: readonly EngineEvent[],
  stack: string,
  longestReleaseSeconds: number,
): Error {
  if (error instanceof ConcurrentUpdateError)
    return new StackLocked(stack, said(error), longestReleaseSeconds);
  return new Refusal(errorIn(events) ?? said(error), { cause: error });
}
