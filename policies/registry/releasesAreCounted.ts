import { resourceRule } from "../rule";
import {
  isByAge,
  lifecycleRulesOf,
  mayTakeReleases,
  nameOf,
  takesEveryRelease,
} from "./lifecycleRules";

export const releasesAreCounted = resourceRule({
  name: "releases-are-counted",
  description: "The registry keeps releases by their number, however old they are.",
  severity: "critical",
  mend: "let registryLifecycle of components/aws/registryLifecycle.ts write the policy from lobechat:releases: `release-*` by imageCountMoreThan, and ages for other tags alone.",
  types: ["aws:ecr/lifecyclePolicy:LifecyclePolicy"],
  checks: [
    (policy) => {
      const aged = lifecycleRulesOf(policy).find((rule) => isByAge(rule) && mayTakeReleases(rule));
      return aged && `lets releases expire by their age, in ${nameOf(aged)}`;
    },
    (policy) =>
      lifecycleRulesOf(policy).some(takesEveryRelease)
        ? undefined
        : "has no rule for `release-*`, which would keep releases from every rule below it",
  ],
});
