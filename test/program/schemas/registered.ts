import type { Program } from "../support/program";
import type { StateResource } from "../support/told";
import type { Registered } from "./argumentTypes";

/** Everything that the program has registered and a provider looks after, as it stands in the state. */
export async function registeredIn(program: Program): Promise<Registered[]> {
  return registeredOf(await program.resources());
}

export function registeredOf(resources: readonly StateResource[]): Registered[] {
  return resources
    .filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
    .map(({ type, urn, inputs }) => ({ type, inputs, name: urn.split("::").at(-1) ?? "" }));
}
