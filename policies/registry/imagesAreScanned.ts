import { isOn } from "../isOn";
import { resourceRule } from "../rule";

export const imagesAreScanned = resourceRule({
  name: "images-are-scanned",
  description: "An image is scanned for known weaknesses when it is pushed.",
  severity: "medium",
  mend: "set the repository's `imageScanningConfiguration.scanOnPush` to true.",
  types: ["aws:ecr/repository:Repository"],
  checks: [isOn(["imageScanningConfiguration", "scanOnPush"], "does not scan what is pushed")],
});
