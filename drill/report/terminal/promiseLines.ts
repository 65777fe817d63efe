import type { DrillReport, Promised } from "../report";
import { seconds } from "../words";
import type { Paint } from "./paint";
import { wrap } from "./wrap";

const STATE = { held: "✓ held", broken: "✗ broken", notExercised: "– not exercised" };
const STATE_WIDTH = STATE.notExercised.length;
const NUMBER_WIDTH = 4;
const GAP = "  ";
const INDENT = " ".repeat(NUMBER_WIDTH + GAP.length + STATE_WIDTH + GAP.length);

/** A line for each rule with its number, and below it the evidence. */
export function promiseLines(report: DrillReport, paint: Paint): string[] {
  return report.promises.flatMap((promised) => {
    const head = headOf(promised, paint);
    if (promised.held === false) return [head, ...brokenLines(promised, report, paint)];
    const evidence = promised.evidence.flatMap(({ text }) => wrap(text, paint.width, INDENT));
    return [head, ...evidence.map(paint.colors.dim)];
  });
}

function headOf({ rule, text, held }: Promised, { colors }: Paint): string {
  const number = String(rule).padStart(NUMBER_WIDTH);
  if (held === null) return colors.dim(`${number}${GAP}${STATE.notExercised}${GAP}${text}`);
  const state = (held ? STATE.held : STATE.broken).padEnd(STATE_WIDTH);
  return `${number}${GAP}${held ? colors.green(state) : colors.red(state)}${GAP}${text}`;
}

/** What was seen, when, and how to see it again. */
function brokenLines({ evidence }: Promised, report: DrillReport, paint: Paint): string[] {
  const seen = evidence.map(({ step, text }) => {
    const at = report.steps.find(({ id }) => id === step);
    const when = at === undefined ? step : `${step}, which began at ${seconds(at.startMs)}`;
    return `seen in ${when}: ${text}`;
  });
  return [...seen, `see it again: ${report.command}`].flatMap((text) =>
    wrap(text, paint.width, INDENT),
  );
}
