import type { Flip, Step } from "../report";
import { seconds } from "../words";
import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";

/** Rule 9: a rollback needs neither a Docker daemon, nor the cluster's API, nor a registry. */
export function needsNoCluster({
  steps,
  flips,
  withoutCluster,
  types,
}: Pick<Facts, "steps" | "flips" | "withoutCluster" | "types">): Judgement {
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

function wrongIn({ step, acceptedMs }: Flip, steps: readonly Step[]): Evidence[] {
  const { outcome, update } = stepOf(steps, step) ?? {};
  if (outcome === "succeeded" && acceptedMs !== null) return [];
  return [{ step, text: `it ${String(outcome)}: ${update?.error?.message ?? "no update ran"}` }];
}
