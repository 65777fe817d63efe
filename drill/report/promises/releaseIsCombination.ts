import { counted } from "../words";
import type { Facts, ReleaseFact } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";
import { belongsTo, isDeployment } from "./resources";

/** Rule 7: image, version and environment go together; here, that a release arrives as one Deployment. */
export function releaseIsCombination({
  steps,
  releases,
}: Pick<Facts, "steps" | "releases">): Judgement {
  const asked = releases.filter(
    ({ step, previewVersion }) =>
      previewVersion !== null && stepOf(steps, step)?.outcome === "succeeded",
  );
  const last = asked.at(-1);
  return judged(
    asked.flatMap((release) => torn(release, steps)),
    last && {
      step: last.step,
      text: `${counted(asked.length, "release")} came as one Deployment and answered ${asked.length === 1 ? "its" : "their"} version`,
    },
  );
}

function torn(
  { step, color, version, previewVersion }: ReleaseFact,
  steps: Facts["steps"],
): Evidence[] {
  const changed = stepOf(steps, step)?.update?.changed ?? [];
  if (!changed.some((resource) => isDeployment(resource) && belongsTo(color, resource))) {
    return [{ step, text: `${version} was released to ${color} and no Deployment of it changed` }];
  }
  if (previewVersion === version) return [];
  return [
    { step, text: `${color} answered ${String(previewVersion)} after the release of ${version}` },
  ];
}
