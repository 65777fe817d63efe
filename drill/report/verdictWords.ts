import type { DrillReport, Step } from "./report";
import { counted, seconds } from "./words";

/** "Passed after 31.2 s: 9 promises held, 2 not exercised.", or what was broken. */
export function verdictOf(report: DrillReport): string {
  const held = report.promises.filter((promised) => promised.held === true).length;
  const broken = report.promises.filter((promised) => promised.held === false);
  const after = `after ${seconds(report.durationMs)}`;
  if (report.verdict === "passed") {
    const notExercised = report.promises.length - held - broken.length;
    return `Passed ${after}: ${counted(held, "promise")} held, ${String(notExercised)} not exercised.`;
  }
  const unexpected = report.steps.filter(({ outcome, expected }) => outcome !== expected);
  const reasons = [
    ...broken.map(({ rule }) => `promise ${String(rule)} is broken`),
    ...unexpected.map(unexpectedly),
  ];
  return `Failed ${after}: ${reasons.join("; ")}.`;
}

function unexpectedly({ id, outcome, expected }: Step): string {
  return `${id} ${outcome}, expected was ${expected}`;
}
