import { isColor } from "../pods/colorPods";
import { DEPLOYMENT } from "../pods/workloads";
import { stackRule, type Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { LOAD_BALANCERS, TARGET_GROUPS } from "../balancerTypes";
import { keepAliveSecondsOf, preStopSecondsOf } from "./podWaits";

/** What AWS waits where nobody says it, in seconds. */
const DEFAULTS = { drain: 300, idle: 60 } as const;

/** One rule, because the pods are compared with both: each stack rule costs a look at every resource. */
export const balancerLetsGoFirst = stackRule({
  name: "balancer-lets-go-first",
  description:
    "The load balancer gives up a connection before the app does, and a pod before the pod stops: no request is sent to one that is just closing.",
  severity: "high",
  mend: "keep the order in components/app/lifecycle.ts: `balancerIdleSeconds` below `appKeepAliveSeconds`, and `deregistrationSeconds` below `preStopSeconds`.",
  check: (stack, look) => {
    for (const workload of stack.of(DEPLOYMENT)) {
      seeDrain(stack, workload, look);
      if (isColor(workload)) seeIdle(stack, workload, look);
    }
  },
});

/** A target group and the Deployment behind it have one name. */
function seeDrain(stack: Stack, workload: Seen, look: Look): void {
  const group = stack.of(...TARGET_GROUPS).find(({ name }) => name === workload.name);
  if (group === undefined) return;
  look(workload, (seen) => {
    const drain = group.number("deregistrationDelay") ?? DEFAULTS.drain;
    const sleep = Math.min(...preStopSecondsOf(seen));
    return sleep > drain
      ? undefined
      : `sleeps ${sleep} s before it stops, while its target group sends requests for ${drain} s more`;
  });
}

function seeIdle(stack: Stack, workload: Seen, look: Look): void {
  for (const balancer of stack.of(...LOAD_BALANCERS))
    look(workload, (seen) => {
      const idle = balancer.number("idleTimeout") ?? DEFAULTS.idle;
      const keepAlive = keepAliveSecondsOf(seen);
      return keepAlive > idle
        ? undefined
        : `closes an idle connection after ${keepAlive} s, which ${balancer.name} keeps for ${idle} s`;
    });
}
