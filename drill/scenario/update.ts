import type { EngineEvent } from "@pulumi/pulumi/automation";
import { countChanges } from "../engine/changes";
import { firstFailure } from "../engine/failure";
import type { OpenEngine } from "../engine/open";
import type { Outcome, Update } from "../report/report";

export interface UpdateRun {
  update: Update;
  outcome: Outcome;
  /** Everything that the engine said of it to people: events, printed lines, the error. */
  told: string;
}

/**
 * Runs one update to its end, good or bad, and says what it did in the report's words. An update that fails is
 * an answer, not an exception.
 * @param startedAt Date.now() of the drill's start
 */
export async function runUpdate(
  engine: OpenEngine,
  words: { message: string; summary: (changed: Update["changed"]) => string },
  target: readonly string[] | undefined,
  startedAt: number,
): Promise<UpdateRun> {
  const events: EngineEvent[] = [];
  const began = Date.now();
  const { printed, failure } = await engine.deployment
    .up({
      message: words.message,
      onEvent: (event) => events.push(event),
      ...(target === undefined ? {} : { target: [...target] }),
    })
    .then(
      ({ stdout, stderr }) => ({ printed: [stdout, stderr], failure: undefined }),
      (error: unknown) => ({
        printed: [String(error)],
        failure: error instanceof Error ? error.message : String(error),
      }),
    );
  const durationMs = Date.now() - began;
  const [latest] = await engine.deployment.history(1, 1);

  const changes = countChanges(events);
  const error = failure === undefined ? undefined : errorOf(failure, events);
  return {
    outcome: error === undefined ? "succeeded" : error.by === "config" ? "refused" : "failed",
    update: {
      version: latest?.version ?? 0,
      message: words.message,
      summary: words.summary(changes.changed),
      startMs: began - startedAt,
      durationMs,
      programMs: engine.programMs(),
      ...changes,
      ...(error === undefined ? {} : { error }),
    },
    told: JSON.stringify([events.filter(isForPeople), printed, failure]),
  };
}

/**
 * The SDK tells the engine's debug log each answer that it gets, secrets too. The CLI shows that to nobody who has
 * not asked for it with `--debug`, and keeps none of it.
 */
function isForPeople({ diagnosticEvent }: EngineEvent): boolean {
  const severity: string | undefined = diagnosticEvent?.severity;
  return severity !== "debug";
}

function errorOf(message: string, events: EngineEvent[]): NonNullable<Update["error"]> {
  const failed = firstFailure(events);
  const said = failed?.message ?? message;
  const report = said.indexOf("The configuration of stack");
  if (report !== -1) return { by: "config", message: said.slice(report).trim() };
  if (message.includes("currently locked")) return { by: "lock", message };
  if (failed?.urn === undefined || failed.urn.includes("::pulumi:pulumi:Stack::"))
    return { by: "engine", message: said };
  return { by: "resource", urn: failed.urn, message: said };
}
