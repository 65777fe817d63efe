import type { Step } from "./report";
import { counted, losses } from "./words";

/** Whether nothing failed but what the fault explains, nothing was lost, and the next update repaired it. */
export function survived({ fault, traffic }: Pick<Step, "fault" | "traffic">): boolean {
  if (fault === undefined) return false;
  return traffic.failed <= fault.explainedFailures && fault.lost === 0 && fault.repairedByNextUp;
}

/** What users noticed of a fault: "84 requests, 12 failed of 12 explained, 3 chats ended" */
export function faultEffect({ fault, traffic }: Step): string {
  const { explainedFailures = 0, explainedCuts = 0 } = fault ?? {};
  const lost = losses(traffic);
  if (traffic.failed + explainedCuts + lost.length === 0) return "users noticed nothing";
  const unexplained = Math.max(0, traffic.failed - explainedFailures);
  return [
    counted(traffic.requests, "request"),
    `${traffic.failed} failed${unexplained === 0 ? "" : `, ${unexplained} of them unexplained`}`,
    ...(explainedCuts === 0 ? [] : [`${counted(explainedCuts, "chat")} ended`]),
    ...lost,
  ].join(", ");
}

/** All faults in a sentence; null where there were none. */
export function faultsTotal(steps: readonly Step[]): string | null {
  const faults = steps.filter(({ kind }) => kind === "fault");
  if (faults.length === 0) return null;
  const sum = (count: (step: Step) => number): number =>
    faults.reduce((total, step) => total + count(step), 0);
  const failed = sum(({ traffic }) => traffic.failed);
  const explained = sum(({ fault, traffic }) =>
    Math.min(traffic.failed, fault?.explainedFailures ?? 0),
  );
  const chats = sum(({ fault }) => fault?.explainedCuts ?? 0);
  const lost = sum(({ fault }) => fault?.lost ?? 0);
  const held = faults.filter(survived).length;
  return (
    `${held} of ${counted(faults.length, "fault")} survived: ${explained} of ${counted(failed, "failed request")} explained, ` +
    `${counted(chats, "chat")} ended with their instance, ${lost === 0 ? "nothing" : lost} lost`
  );
}
