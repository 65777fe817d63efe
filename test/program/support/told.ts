import type { ConfigMap, ConfigValue, EngineEvent } from "@pulumi/pulumi/automation";
import { z } from "zod";
import type { Changes } from "../../../drill/engine/changes";
import type { Deployment } from "../../../ops/deployment";
import { outcomeOf } from "../../support/engine";

export interface Outcome extends Changes {
  /** `update ListenerRule traffic`, in order; what stayed the same and components left out. */
  did: string[];
  error?: string;
  /** What people were warned of. */
  warnings: string;
  /** Everything that the engine said of it. */
  said: string;
  events: EngineEvent[];
}

const STATE = z.object({
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      custom: z.boolean(),
      id: z.string().optional(),
      provider: z.string().optional(),
      protect: z.boolean().optional(),
      retainOnDelete: z.boolean().optional(),
      inputs: z.record(z.string(), z.unknown()).default({}),
      outputs: z.record(z.string(), z.unknown()).default({}),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});
export type StateResource = z.infer<typeof STATE>["resources"][number];

/** What the state has. */
export async function resourcesOf(
  stack: Pick<Deployment, "exportStack">,
): Promise<StateResource[]> {
  const exported = await stack.exportStack();
  return STATE.parse(exported.deployment).resources;
}

/** By the names of the project's keys; a text is no secret. */
export type Values = Readonly<Record<string, string | ConfigValue>>;

export function ofProject(values: Values): ConfigMap {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      `lobechat:${key}`,
      typeof value === "string" ? { value } : value,
    ]),
  );
}

/** What an operation of the engine did, and said. */
export async function toldOf(
  run: (onEvent: (event: EngineEvent) => void) => Promise<unknown>,
): Promise<Outcome> {
  const { events, error: failure, changes, changed } = await outcomeOf(run);
  const error = failure?.message;
  const did = changed
    .filter(({ type }) => !type.startsWith("lobechat:") && !type.startsWith("pulumi:"))
    .map(({ op, type, name }) => `${op} ${type.split(":").at(-1) ?? ""} ${name}`);
  const said = JSON.stringify([events, error]);
  const warnings = events
    .flatMap(({ diagnosticEvent: told }) => (told?.severity === "warning" ? [told.message] : []))
    .join("\n");
  return {
    changes,
    changed,
    did,
    said,
    warnings,
    events,
    ...(error === undefined ? {} : { error }),
  };
}
