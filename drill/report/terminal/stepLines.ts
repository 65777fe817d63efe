import { AT_ONCE_MS } from "../promises/usersLoseNothing";
import type { Flip, Op, Step } from "../report";
import { counted, losses, seconds } from "../words";
import type { Paint } from "./paint";
import { wrap } from "./wrap";

const GAP = "  ";
const MARK = 2;
/** "12 of 120 changed", "refused, expected" */
const CHANGES = 17;
/** "50 of 50 users moved in 0.4 s, 0 failed" */
const EFFECT = 39;
const INDENT = "    ";
const TITLE = { least: 16, most: 40 };

const DONE: Record<Op, string> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
};

/** A finished step as a sentence in three columns: what, how much changed, what users noticed. */
export function stepLines(step: Step, flip: Flip | undefined, paint: Paint): string[] {
  const { colors, width } = paint;
  const asExpected = step.outcome === step.expected;
  const clean = lostNothing(step) && followed(step, flip);
  const good = asExpected && (clean || step.fault !== undefined);
  const mark = good ? colors.green("✓") : colors.red("✗");
  const changes = changesOf(step).padEnd(CHANGES);
  const { above, title, effect } = layOut(step.title, effectOf(step, flip), width);
  const effectColor = clean ? (text: string): string => text : colors.red;
  const [first = "", ...more] = effect.map(effectColor);
  return [
    ...(above === null ? [] : [`${mark} ${above}`]),
    [
      `${above === null ? mark : " "} ${title}`,
      asExpected ? changes : colors.red(changes),
      first,
    ].join(GAP),
    ...more,
    ...detailOf(step, width).map(colors.dim),
  ];
}

interface Layout {
  /** A title that has a line of its own, for want of room beside it. */
  above: string | null;
  /** The first column, filled up with blanks. */
  title: string;
  /** The third column; from the second line on with what stands before it. */
  effect: string[];
}

function layOut(title: string, effect: string, width: number): Layout {
  const free = width - MARK - CHANGES - EFFECT - 2 * GAP.length;
  const column = Math.min(TITLE.most, Math.max(TITLE.least, free));
  const beside = MARK + Math.max(title.length, column) + CHANGES + 2 * GAP.length;
  const above = title.length > column && beside + effect.length > width;
  const indent = above ? MARK + column + CHANGES + 2 * GAP.length : beside;
  const [first = "", ...more] = wrap(effect, width, " ".repeat(indent));
  return {
    above: above ? title : null,
    title: (above ? "" : title).padEnd(column),
    effect: [first.trimStart(), ...more],
  };
}

function lostNothing({ traffic }: Step): boolean {
  return traffic.failed === 0 && losses(traffic).length === 0;
}

/** Whether every user was on the other color in time, where there was a flip to follow. */
function followed({ traffic }: Step, flip: Flip | undefined): boolean {
  if (flip?.usersMovedMs === undefined || flip.usersMovedMs === null) return true;
  return flip.usersMovedMs <= AT_ONCE_MS && (flip.usersMoved ?? traffic.users) === traffic.users;
}

function changesOf({ outcome, expected, update }: Step): string {
  if (outcome !== "succeeded") return outcome === expected ? `${outcome}, expected` : outcome;
  if (update === undefined) return expected === "succeeded" ? "seen" : `not ${expected}`;
  const { same, ...ops } = update.changes;
  const changed = Object.values(ops).reduce((sum, count) => sum + count, 0);
  const [only, ...more] = OPS.filter((op) => ops[op] > 0);
  const verb = only !== undefined && more.length === 0 ? DONE[only] : "changed";
  return `${String(changed)} of ${String(changed + same)} ${verb}`;
}

const OPS: Op[] = ["create", "update", "replace", "delete"];

function effectOf(step: Step, flip: Flip | undefined): string {
  const { kind, durationMs, note, outcome, traffic, update } = step;
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

/** A flip's line says it all; a release says what it was made of, and what did not succeed says why. */
function detailOf({ kind, note, outcome, update }: Step, width: number): string[] {
  if (note !== undefined && kind !== "canary") return wrap(note, width, INDENT);
  if (update === undefined) return [];
  if (update.error !== undefined) return errorLines(update.error, width);
  if (outcome !== "succeeded") return [];
  return kind === "release" || kind === "deploy" ? wrap(update.summary, width, INDENT) : [];
}

function errorLines(error: UpdateError, width: number): string[] {
  const { by, message } = error;
  if (by === "config" || by === "guard") return asWritten(message);
  return wrap(failureOf(error), width, INDENT);
}

/** Its lines are as a person should read them, and its commands as one would copy them: nothing is wrapped. */
function asWritten(message: string): string[] {
  return message
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => INDENT + line);
}

type UpdateError = NonNullable<NonNullable<Step["update"]>["error"]>;

const BY: Record<UpdateError["by"], string> = {
  config: "refused by the configuration",
  policy: "refused by a policy",
  guard: "refused by the guard",
  resource: "failed",
  lock: "refused: the stack is locked",
  engine: "the engine failed",
};

function failureOf({ by, urn, message }: UpdateError): string {
  const name = urn?.split("::").at(-1);
  const type = urn?.split("::").at(-2)?.split("$").at(-1)?.split(":").at(-1);
  const what = by === "resource" && name !== undefined ? `${String(type)} ${name} ` : "";
  return `${what}${BY[by]}: ${message.trim()}`;
}
