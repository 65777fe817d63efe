import type { Flip, Step } from "../report";
import { seconds } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, NOT_EXERCISED, stepOf } from "./judgement";

/** Rule 9: a rollback needs neither a Docker daemon, nor the cluster's API, nor a registry. */
export function needsNoCluster({
  platform,
  steps,
  flips,
  withoutCluster,
  types,
}: Pick<Facts, "platform" | "steps" | "flips" | "withoutCluster" | "types">): Judgement {
  if (platform === "docker") return onOneEngine(steps);
  const cases = flips.filter(({ kind, step }) => kind !== "flip" && withoutCluster.includes(step));
  const last = cases.at(-1);
  if (last === undefined) return judged([], undefined);
  const { step } = last;
  const docker = types.find((type) => type.startsWith("docker:"));
  const took = seconds(stepOf(steps, step)?.durationMs ?? 0);
  return judged(
    [
      ...cases.flatMap((flip) => wrongIn(flip, steps)),
      ...(docker === undefined ? [] : [{ step, text: `the stack has a ${docker}` }]),
    ],
    {
      step,
      text: `took ${took} while the cluster's API was away; no docker resource in the stack`,
    },
  );
}

/** Where the load balancer is a container too, nothing moves without the engine that runs it. */
function onOneEngine(steps: readonly Step[]): Judgement {
  const step = steps.findLast(({ kind }) => kind === "rollback")?.id;
  if (step === undefined) return NOT_EXERCISED;
  const text =
    "on Docker, the load balancer itself is on the engine: no rollback can do without it";
  return { held: null, evidence: [{ step, text }] };
}

function wrongIn({ step, acceptedMs }: Flip, steps: readonly Step[]): Evidence[] {
  const { outcome, update } = stepOf(steps, step) ?? {};
  if (outcome === "succeeded" && acceptedMs !== null) return [];
  return [{ step, text: `it ${String(outcome)}: ${update?.error?.message ?? "no update ran"}` }];
}
