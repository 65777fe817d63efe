import { resourceRule } from "../rule";
import { lifecycleRulesOf } from "./lifecycleRules";

export const untaggedImagesExpire = resourceRule({
  name: "untagged-images-expire",
  description: "Images that nothing names leave the registry.",
  severity: "low",
  mend: "keep the rule for untagged images of components/aws/registryLifecycle.ts, which expires them after 14 days.",
  types: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  checks: [
    (policy) =>
      lifecycleRulesOf(policy).some((rule) => rule.text("selection", "tagStatus") === "untagged")
        ? undefined
        : "keeps untagged images for ever",
  ],
});
