import { inEachContainer, WORKLOADS } from "../pods/workloads";
import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { digestOf } from "./colorRelease";

export const imagesByDigest = resourceRule({
  name: "images-by-digest",
  description:
    "Every container runs an image that is given by its digest, and none that is called latest.",
  severity: "critical",
  mend: "give the image as name:version@sha256:…, a release's by `source` or `digest` in lobechat:releases, a tool's in lobechat:assets or lobechat:snapshots.",
  types: WORKLOADS,
  checks: [inEachContainer(problemOf)],
});

function problemOf(container: Part): string | undefined {
  const image = container.text("image") ?? "an image without a name";
  if (/:latest(@|$)/.test(image)) return `runs ${image}, and latest is another image tomorrow`;
  return digestOf(image) === undefined
    ? `runs ${image}, whose name can come to mean another image`
    : undefined;
}
