import type { Seen } from "./seen";

/** A check that a switch is on; one that is absent is off. `otherwise` says what that means. */
export function isOn(path: readonly (string | number)[], otherwise: string) {
  return (resource: Seen): string | undefined =>
    resource.flag(...path) === true ? undefined : otherwise;
}
