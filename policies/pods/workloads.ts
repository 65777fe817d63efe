import type { Part, Seen } from "../seen";

export const POD = "kubernetes:core/v1:Pod";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const JOB = "kubernetes:batch/v1:Job";
export const CRON_JOB = "kubernetes:batch/v1:CronJob";

/** What runs pods, of Kubernetes' own. */
export const WORKLOADS: readonly string[] = [
  POD,
  DEPLOYMENT,
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:ReplicaSet",
  JOB,
  CRON_JOB,
];

/** The spec of a workload's pods. */
export function podSpec(workload: Seen): Part {
  if (workload.type === POD) return workload.part("spec");
  return workload.type === CRON_JOB
    ? workload.part("spec", "jobTemplate", "spec", "template", "spec")
    : workload.part("spec", "template", "spec");
}

/** Those that run to prepare a pod come first, as Kubernetes starts them. */
export function containersOf(pod: Part): Part[] {
  return [...pod.parts("initContainers"), ...pod.parts("containers")];
}

/** A check of pods that asks each of their containers, and names those that something is wrong with. */
export function inEachContainer(
  see: (container: Part, pod: Part) => string | undefined,
): (workload: Seen) => string | undefined {
  return (workload) => {
    const pod = podSpec(workload);
    const problems = containersOf(pod).flatMap((container) => {
      const problem = see(container, pod);
      return problem === undefined ? [] : [`${problem} in container ${nameOf(container)}`];
    });
    return problems.length === 0 ? undefined : problems.join(", and ");
  };
}

function nameOf(container: Part): string {
  return container.text("name") ?? "without a name";
}
