import type { Flip, Step } from "../report";
import { changesOf, effectOf, failureOf, wasClean } from "../stepWords";
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

/** A finished step as a sentence in three columns: what, how much changed, what users noticed. */
export function stepLines(step: Step, flip: Flip | undefined, paint: Paint): string[] {
  const { colors, width } = paint;
  const asExpected = step.outcome === step.expected;
  const clean = wasClean(step, flip);
  const good = asExpected && (clean || (step.kind !== "fault" && step.fault !== undefined));
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
