import { counted } from "../words";
import type { Facts } from "./facts";
import { type Judgement, judged } from "./judgement";
import { RUNS_IN } from "./resources";

/** A local image of Docker's is named by its id, which is a digest too. */
const BY_DIGEST = /(?:^|@)sha256:[0-9a-f]{64}$/;

/** Rule 8: images are immutable; here, that whatever runs the app was started from a digest. */
export function imagesImmutable({
  platform,
  images,
}: Pick<Facts, "platform" | "images">): Judgement {
  const broken = images
    .filter(({ image }) => !BY_DIGEST.test(image))
    .map(({ step, workload, image }) => ({
      step,
      text: `${workload} names ${image}, which is no digest`,
    }));
  const last = images.at(-1);
  const distinct = new Set(images.map(({ image }) => image)).size;
  return judged(
    broken,
    last && {
      step: last.step,
      text: `${RUNS_IN[platform].one}s ran ${counted(distinct, "image")}, by digest alone`,
    },
  );
}
