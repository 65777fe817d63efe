import { resourceRule } from "../rule";
import { TARGET_GROUPS } from "../balancerTypes";

export const noApplicationCookie = resourceRule({
  name: "no-application-cookie",
  description: "A target group's cookie is the load balancer's own.",
  severity: "high",
  mend: "set the target group's `stickiness.type` to `lb_cookie`: application cookies do not work in a rule that weighs two groups, and a canary is one.",
  types: TARGET_GROUPS,
  checks: [
    (group) =>
      group.text("stickiness", "type") === "app_cookie"
        ? "holds users on a pod by a cookie of the application (app_cookie)"
        : undefined,
  ],
});
