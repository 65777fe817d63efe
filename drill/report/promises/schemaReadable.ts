import type { Facts } from "./facts";
import { type Evidence, type Judgement, judged, stepOf } from "./judgement";

/** Rule 11: the schema is never under an app that cannot read it. */
export function schemaReadable({
  steps,
  unreadableVersions,
}: Pick<Facts, "steps" | "unreadableVersions">): Judgement {
  const broken = unreadableVersions.flatMap((step): Evidence[] => {
    const seen = stepOf(steps, step);
    if (seen?.outcome === "refused" && (seen.update?.changed.length ?? 0) === 0) return [];
    return [
      {
        step,
        text: `a version that cannot read the schema was not refused: ${seen?.outcome ?? "no such step"}`,
      },
    ];
  });
  const last = unreadableVersions.at(-1);
  return judged(
    broken,
    last === undefined
      ? undefined
      : { step: last, text: "a version that cannot read the schema was refused" },
  );
}
