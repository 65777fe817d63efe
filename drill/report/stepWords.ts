import { AT_ONCE_MS } from "./promises/usersLoseNothing";
import type { Flip, Op, Step, Update } from "./report";
import { faultEffect, survived } from "./faultWords";
import { counted, losses, seconds } from "./words";

const OPS: Op[] = ["create", "update", "replace", "delete"];

export const DONE: Record<Op, string> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

/** Whether no user noticed anything of the step but, in time, the other color; of a fault, but what it explains. */
export function wasClean(step: Step, flip: Flip | undefined): boolean {
  if (step.kind === "fault") return survived(step);
  return step.traffic.failed === 0 && losses(step.traffic).length === 0 && followed(step, flip);
}

/** Whether every user was on the other color in time, where there was a flip to follow. */
function followed({ traffic }: Step, flip: Flip | undefined): boolean {
  if (flip?.usersMovedMs === undefined || flip.usersMovedMs === null) return true;
  return flip.usersMovedMs <= AT_ONCE_MS && (flip.usersMoved ?? traffic.users) === traffic.users;
}

/** How much changed: "12 of 120 changed", "refused, expected" */
export function changesOf({ kind, outcome, expected, update }: Step): string {
  if (outcome !== "succeeded") return outcome === expected ? `${outcome}, expected` : outcome;
  if (kind === "fault") return "next up mends it";
  if (update === undefined) return expected === "succeeded" ? "seen" : `not ${expected}`;
  const { same, ...ops } = update.changes;
  const changed = Object.values(ops).reduce((sum, count) => sum + count, 0);
  const [only, ...more] = OPS.filter((op) => ops[op] > 0);
  const verb = only !== undefined && more.length === 0 ? DONE[only] : "changed";
  return `${String(changed)} of ${String(changed + same)} ${verb}`;
}

/** What users noticed: "50 of 50 users moved in 0.4 s, 0 failed" */
export function effectOf(step: Step, flip: Flip | undefined): string {
  const { kind, durationMs, note, outcome, traffic, update } = step;
  if (kind === "fault") return faultEffect(step);
  if (traffic.requests === 0) return update === undefined ? "" : `in ${seconds(durationMs)}`;
  const lost = [`${String(traffic.failed)} failed`, ...losses(traffic)].join(", ");
  if (flip !== undefined && flip.refused === undefined)
    return `${movedOf(flip, traffic.users)}, ${lost}`;
  if (outcome !== "succeeded" && lost === "0 failed") return "users noticed nothing";
  if (kind === "canary" && note !== undefined) return `${note}, ${lost}`;
  return `${counted(traffic.requests, "request")}, ${lost}`;
}

function movedOf({ usersMoved, usersMovedMs }: Flip, users: number): string {
  const who =
    usersMoved === undefined ? "users" : `${String(usersMoved)} of ${String(users)} users`;
  return usersMovedMs === null ? "users did not move" : `${who} moved in ${seconds(usersMovedMs)}`;
}

type UpdateError = NonNullable<Update["error"]>;

const BY: Record<UpdateError["by"], string> = {
  config: "refused by the configuration",
  policy: "refused by a policy",
  guard: "refused by the guard",
  resource: "failed",
  lock: "refused: the stack is locked",
  engine: "the engine failed",
};

/** Why an update did not succeed: "Job snapshot-2.1.27 failed: it ran four times without success" */
export function failureOf({ by, urn, message }: UpdateError): string {
  const name = urn?.split("::").at(-1);
  const type = urn?.split("::").at(-2)?.split("$").at(-1)?.split(":").at(-1);
  const what = by === "resource" && name !== undefined ? `${String(type)} ${name} ` : "";
  return `${what}${BY[by]}: ${message.trim()}`;
}
