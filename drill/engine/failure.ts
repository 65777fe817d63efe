import type { EngineEvent } from "@pulumi/pulumi/automation";

export interface Failure {
  /** undefined: the program, or the engine itself. */
  urn?: string;
  message: string;
}

/** The first failed resource of an update, from its events; undefined where nothing failed. */
export function firstFailure(events: EngineEvent[]): Failure | undefined {
  const errors = events.flatMap(({ diagnosticEvent }) =>
    diagnosticEvent?.severity === "error" ? [diagnosticEvent] : [],
  );
  const first = errors.find(({ urn }) => urn !== undefined && urn !== "") ?? errors[0];
  if (first === undefined) return undefined;
  const message = first.message.replace(/<\{%[^%]*%\}>/g, "").trim();
  return first.urn === undefined || first.urn === "" ? { message } : { urn: first.urn, message };
}
