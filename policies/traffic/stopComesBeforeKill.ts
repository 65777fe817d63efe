import { DEPLOYMENT } from "../pods/workloads";
import { resourceRule } from "../rule";
import { graceSecondsOf, preStopSecondsOf } from "./podWaits";

export const stopComesBeforeKill = resourceRule({
  name: "stop-comes-before-kill",
  description: "A pod's preStop sleep is over before Kubernetes kills the pod.",
  severity: "high",
  mend: "keep `preStopSeconds` below `terminationGraceSeconds` in components/app/lifecycle.ts: a pod that is killed in its sleep cuts what it still answers.",
  types: [DEPLOYMENT],
  checks: [
    (workload) => {
      const grace = graceSecondsOf(workload);
      const sleep = Math.max(...preStopSecondsOf(workload));
      return sleep < grace
        ? undefined
        : `sleeps ${sleep} s before it stops, and is killed after ${grace} s`;
    },
  ],
});
