import { counted } from "../words";
import type { Facts, ReleaseFact } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";
import { belongsTo, isWorkload, RUNS_IN } from "./resources";

/** Rule 7: image, version and environment go together; here, that a release arrives as one thing that runs it. */
export function releaseIsCombination({
  platform,
  steps,
  releases,
}: Pick<Facts, "platform" | "steps" | "releases">): Judgement {
  const asked = releases.filter(
    ({ step, previewVersion }) =>
      previewVersion !== null && stepOf(steps, step)?.outcome === "succeeded",
  );
  const last = asked.at(-1);
  return judged(
    asked.flatMap((release) => torn(release, { platform, steps })),
    last && {
      step: last.step,
      text: `${counted(asked.length, "release")} came as ${RUNS_IN[platform].release} and answered ${asked.length === 1 ? "its" : "their"} version`,
    },
  );
}

function torn(
  { step, color, version, previewVersion }: ReleaseFact,
  { platform, steps }: Pick<Facts, "platform" | "steps">,
): Evidence[] {
  const changed = stepOf(steps, step)?.update?.changed ?? [];
  if (!changed.some((resource) => isWorkload(resource) && belongsTo(color, resource))) {
    const { workload } = RUNS_IN[platform];
    const text = `${version} was released to ${color} and no ${workload} of it changed`;
    return [{ step, text }];
  }
  if (previewVersion === version) return [];
  return [
    { step, text: `${color} answered ${String(previewVersion)} after the release of ${version}` },
  ];
}
