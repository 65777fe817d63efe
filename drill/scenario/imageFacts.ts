import { z } from "zod";
import type { ImageFact } from "../report/promises/facts";
import { workloadText } from "../report/promises/resources";

/** A resource in the stack's state. */
export interface StateResource {
  urn: string;
  type: string;
  inputs: Record<string, unknown>;
}

const DEPLOYMENT = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ image: z.string() })) }),
    }),
  }),
});
const CONTAINER = z.object({ image: z.string() });

/** What runs at the end, from the state: of Docker, the tools too. */
export function imageFacts(resources: readonly StateResource[], step: string): ImageFact[] {
  return resources.flatMap((resource) => {
    const name = resource.urn.split("::").at(-1) ?? resource.urn;
    const workload = workloadText({ type: resource.type, name });
    return imagesOf(resource).map((image) => ({ step, workload, image }));
  });
}

function imagesOf({ type, inputs }: StateResource): string[] {
  if (type === "docker:index/container:Container") return [CONTAINER.parse(inputs).image];
  if (type !== "kubernetes:apps/v1:Deployment") return [];
  return DEPLOYMENT.parse(inputs).spec.template.spec.containers.map(({ image }) => image);
}
