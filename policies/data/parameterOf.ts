import type { Part, Seen } from "../seen";

/** What a parameter group says of one parameter; undefined where it leaves it as AWS has it. */
export function parameterOf(group: Seen, name: string): Part | undefined {
  return group.parts("parameters").find((each) => each.text("name") === name);
}
