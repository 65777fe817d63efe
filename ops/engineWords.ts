import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What an engine says, without its marks for colours. */
export function plain(message: string): string {
  return message.replaceAll(/<\{%[^%]*%\}>/g, "").trim();
}

const BEGUN: Readonly<Record<string, string>> = {
  create: "creating",
  update: "updating",
  "create-replacement": "replacing",
  delete: "deleting",
};

const DONE: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  "create-replacement": "replaced",
  delete: "deleted",
};

/** One line of progress for an event that a person wants to hear of, and undefined for all the others. */
export function progressLine(event: EngineEvent): string | undefined {
  const { resourcePreEvent, resOutputsEvent, diagnosticEvent } = event;
  if (resourcePreEvent !== undefined) return stepLine(BEGUN, resourcePreEvent.metadata);
  if (resOutputsEvent !== undefined) return stepLine(DONE, resOutputsEvent.metadata);
  return diagnosticEvent?.severity === "warning"
    ? `warning: ${plain(diagnosticEvent.message)}`
    : undefined;
}

function stepLine(
  words: Readonly<Record<string, string>>,
  { op, type, urn }: StepEventMetadata,
): string | undefined {
  const word = words[op];
  if (word === undefined || type.startsWith("pulumi:")) return undefined;
  return `  ${word.padEnd(9)} ${urn.split("::").at(-1) ?? urn}  (${type.split(":").at(-1) ?? type})`;
}

/** What an engine puts before a hook's own words. */
const OF_A_HOOK = /^[^\n]*?hook "[^"\n]*" failed: /;

/**
 * What went wrong in an update, in its own words: what a resource said before what the whole says of it, and of the
 * guard its own sentence.
 */
export function errorIn(events: readonly EngineEvent[]): string | undefined {
  return firstFailure(events)?.message.replace(OF_A_HOOK, "");
}

export interface Failure {
  /** undefined: the program, or the engine itself. */
  urn?: string;
  message: string;
}

/** The first failed resource of an update, from its events; undefined where nothing failed. */
export function firstFailure(events: readonly EngineEvent[]): Failure | undefined {
  const errors = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent] : [],
  );
  const first = errors.find(({ urn }) => urn !== undefined && urn !== "") ?? errors[0];
  if (first === undefined) return undefined;
  const message = plain(first.message);
  return first.urn === undefined || first.urn === "" ? { message } : { urn: first.urn, message };
}
