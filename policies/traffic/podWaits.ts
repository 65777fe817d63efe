import { containersOf, podSpec } from "../pods/workloads";
import type { Seen } from "../seen";

/** What Kubernetes waits between the end of a pod's work and its kill, in seconds, where nobody says it. */
const DEFAULT_GRACE_SECONDS = 30;

/** How long each container goes on before it is told to stop, in seconds; 0 for one that is told at once. */
export function preStopSecondsOf(workload: Seen): number[] {
  return podSpec(workload)
    .parts("containers")
    .map((container) => container.number("lifecycle", "preStop", "sleep", "seconds") ?? 0);
}

export function graceSecondsOf(workload: Seen): number {
  return podSpec(workload).number("terminationGracePeriodSeconds") ?? DEFAULT_GRACE_SECONDS;
}

/** How long the app keeps an idle connection, in seconds. LobeHub takes milliseconds, and 5 s of itself. */
export function keepAliveSecondsOf(workload: Seen): number {
  const said = containersOf(podSpec(workload))
    .flatMap((container) => container.parts("env"))
    .find((variable) => variable.text("name") === "KEEP_ALIVE_TIMEOUT");
  return (said?.number("value") ?? 5000) / 1000;
}
