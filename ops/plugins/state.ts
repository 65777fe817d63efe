import { z } from "zod";
import type { Deployment } from "../deployment";

const STATE = z.object({
  resources: z
    .array(
      z.object({
        urn: z.string(),
        type: z.string(),
        id: z.string().default(""),
        inputs: z.record(z.string(), z.unknown()).default({}),
      }),
    )
    .default([]),
});

const STACK = z.object({ deployment: STATE });

export type StateResource = z.infer<typeof STATE>["resources"][number];

/** What is deployed, as the stack's state has it. */
export async function deployedResources(
  deployment: Pick<Deployment, "exportStack">,
): Promise<StateResource[]> {
  const { deployment: state } = STACK.parse(await deployment.exportStack());
  return state.resources;
}

const SEALED = z.object({ plaintext: z.string() });

/** A text of the state, which may be a secret that was opened. @returns undefined where it is sealed, or none */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  const { data } = SEALED.safeParse(value);
  const opened: unknown = data === undefined ? undefined : JSON.parse(data.plaintext);
  return typeof opened === "string" ? opened : undefined;
}
