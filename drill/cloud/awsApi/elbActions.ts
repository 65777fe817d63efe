import { z } from "zod";
import { ElbError, type ElasticLoadBalancing, type TargetHealth } from "../loadBalancer/api";
import type { Action, Actions } from "./action";
import { ApiError } from "./apiError";

/** [API reference, TargetHealth] */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "Elb.InitialHealthChecking": "Initial health checks in progress",
  "Target.DeregistrationInProgress": "Target deregistration is in progress",
  "Target.FailedHealthChecks": "Health checks failed",
  "Target.NotInUse": "Target group is not configured to receive traffic from the load balancer",
  "Target.ResponseCodeMismatch": "Health checks failed with a code that does not match",
  "Target.Timeout": "Request timed out",
};

/** Elastic Load Balancing's actions, as far as the guard and the commands ask for them. */
export function elbActions(elb: ElasticLoadBalancing): Actions {
  return refusing({
    DescribeTargetHealth: (request) => {
      const { TargetGroupArn } = z.object({ TargetGroupArn: z.string() }).parse(request);
      const targets = elb.describeTargetHealth(TargetGroupArn);
      return { TargetHealthDescriptions: targets.map(targetHealth) };
    },
  });
}

function targetHealth({ id, port, state, reason }: TargetHealth) {
  const why = reason === undefined ? {} : { Reason: reason, Description: DESCRIPTIONS[reason] };
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: port,
    TargetHealth: { State: state, ...why },
  };
}

/** The load balancer refuses in its own words; the API has the code apart from the sentence. */
function refusing(actions: Actions): Actions {
  const wrap = (act: Action): Action => {
    return (request) => {
      try {
        return act(request);
      } catch (error) {
        if (!(error instanceof ElbError)) throw error;
        throw new ApiError(error.code, error.message.replace(`${error.code}: `, ""));
      }
    };
  };
  return Object.fromEntries(Object.entries(actions).map(([name, act]) => [name, wrap(act)]));
}
