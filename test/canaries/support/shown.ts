import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { Outcome } from "../../program/support/told";

/** Pulumi's SDK tells every answer of the engine in messages that are shown to who asks for `--debug` alone. */
export function shown({ events }: Outcome): EngineEvent[] {
  return events.filter(({ diagnosticEvent }) => {
    // Not among those that the SDK's type knows.
    const severity: string | undefined = diagnosticEvent?.severity;
    return severity !== "debug";
  });
}
