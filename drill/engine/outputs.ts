import type { OutputMap } from "@pulumi/pulumi/automation";
import { isSecret, withoutEnvelopes } from "./envelope";
import type { Snapshot } from "./state";
import { stackType } from "./urn";

/** The stack's outputs in the clear, each with whether it is a secret as a whole: of one that only holds a secret the CLI does not say so. */
export function stackOutputs(snapshot: Snapshot): OutputMap {
  const stack = snapshot.resources.find(({ type }) => type === stackType);
  return Object.fromEntries(
    Object.entries(stack?.outputs ?? {}).map(([key, value]) => [
      key,
      { value: withoutEnvelopes(value), secret: isSecret(value) },
    ]),
  );
}
