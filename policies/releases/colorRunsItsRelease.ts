import { isColor } from "../pods/colorPods";
import { DEPLOYMENT, containersOf, podSpec } from "../pods/workloads";
import { resourceRule } from "../rule";
import { digestOf, releaseOf } from "./colorRelease";

export const colorRunsItsRelease = resourceRule({
  name: "color-runs-its-release",
  description: "A color runs the image and the version of the release that it names.",
  severity: "high",
  mend: "choose what a color runs by lobechat:blue.release and lobechat:green.release, from the entries of lobechat:releases.",
  types: [DEPLOYMENT],
  checks: [
    (deployment) => {
      if (!isColor(deployment)) return undefined;
      const { name, version } = releaseOf(deployment);
      return version !== "" && name.startsWith(version)
        ? undefined
        : `names release ${name || "(none)"} and version ${version || "(none)"}`;
    },
    (deployment) => {
      if (!isColor(deployment)) return undefined;
      const { name, digest } = releaseOf(deployment);
      const other = containersOf(podSpec(deployment))
        .map((container) => digestOf(container.text("image") ?? ""))
        .find((running) => running !== undefined && running !== digest);
      return other && `names release ${name} (${digest || "no digest"}), and runs ${other}`;
    },
  ],
});
