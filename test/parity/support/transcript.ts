import type { EngineEvent, UpdateSummary } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { urnName } from "../../../drill/engine/urn";
import type { Deployment } from "../../../ops/deployment";
import type { Outcome } from "../../support/engine";
import { normal } from "./normal";

/** What an operation did, as two engines should have it in common. */
export interface Told {
  succeeded: boolean;
  changes: unknown;
  /** Those about one resource are in order; what happens at the same time to two of them is not. */
  events: Record<string, unknown[]>;
}

const ABOUT = z.looseObject({
  metadata: z.object({ urn: z.string() }).optional(),
  resourceUrn: z.string().optional(),
  urn: z.string().optional(),
});

/** The name of the resource that it is about, or what is said of the whole. */
function subjectOf(event: EngineEvent): string {
  const { data: about = {} } = ABOUT.safeParse(Object.values(event).find(isObject));
  const urn = about.metadata?.urn ?? about.resourceUrn ?? about.urn;
  return urn === undefined || urn === "" ? "the whole" : urnName(urn);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** How a policy pack is loaded, and which of its policies found nothing: docs/fidelity.md. */
const CLI_ONLY =
  /^policy(Load|AnalyzeSummary|RemediateSummary|AnalyzeStackSummary|RemediateStackSummary)Event$/;

/** What only the CLI says: its debug log, that it found plugins, and that what failed has failed. */
function isOfTheCli(event: EngineEvent): boolean {
  if (Object.keys(event).some((key) => CLI_ONLY.test(key))) return true;
  const { diagnosticEvent: told } = event;
  if (told === undefined) return false;
  const severity: string = told.severity;
  if (severity === "debug" || told.message.includes(" from $PATH at ")) return true;
  return /^(update|preview|destroy) failed\n?$/.test(told.message);
}

export function toldOf({ events, changes, error }: Outcome<unknown>): Told {
  const bySubject: Record<string, unknown[]> = {};
  for (const event of events) {
    if (!isOfTheCli(event)) (bySubject[subjectOf(event)] ??= []).push(normal(event));
  }
  return { succeeded: error === undefined, changes: normal(changes), events: bySubject };
}

const STATE = z.object({
  resources: z.array(z.looseObject({ urn: z.string() })).default([]),
  pending_operations: z.array(z.unknown()).default([]),
});

/** What a stack is left as. */
export async function leftBy(deployment: Deployment): Promise<object> {
  const exported = await deployment.exportStack();
  const state = STATE.parse(exported.deployment);
  const history = await deployment.history();
  return {
    resources: state.resources
      .map(normal)
      .map((entry) => JSON.stringify(entry, null, 1))
      .toSorted(),
    pending: state.pending_operations.map(normal),
    outputs: normal(await deployment.outputs()),
    history: history.map(entryOf),
  };
}

function entryOf({ kind, message, result, resourceChanges, config }: UpdateSummary): unknown {
  return normal({ kind, message, result, resourceChanges, config });
}
