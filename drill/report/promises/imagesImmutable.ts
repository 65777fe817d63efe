import { counted } from "../words";
import type { Facts } from "./facts";
import { type Judgement, judged } from "./judgement";

const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

/** Rule 8: images are immutable; here, that every pod was started from a digest. */
export function imagesImmutable({ images }: Pick<Facts, "images">): Judgement {
  const broken = images
    .filter(({ image }) => !BY_DIGEST.test(image))
    .map(({ step, deployment, image }) => ({
      step,
      text: `the Deployment "${deployment}" names ${image}, which is no digest`,
    }));
  const last = images.at(-1);
  const distinct = new Set(images.map(({ image }) => image)).size;
  return judged(
    broken,
    last && { step: last.step, text: `pods ran ${counted(distinct, "image")}, by digest alone` },
  );
}
