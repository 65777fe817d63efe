import { resourceRule } from "../rule";
import { lifecycleRulesOf, nameOf } from "./lifecycleRules";

export const noRuleTakesAnyImage = resourceRule({
  name: "no-rule-takes-any-image",
  description: "No lifecycle rule of the registry selects images whatever their tags are.",
  severity: "critical",
  mend: "name the tags that may expire (`build-*`, `pr-*`, untagged) as components/aws/registryLifecycle.ts does: the day the releases' pattern stops to match, a rule for any image takes what runs.",
  types: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  checks: [
    (policy) => {
      const any = lifecycleRulesOf(policy).find(
        (rule) => rule.text("selection", "tagStatus") === "any",
      );
      return any && `lets any image expire, in ${nameOf(any)}`;
    },
  ],
});
