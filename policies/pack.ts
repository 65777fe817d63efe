import { PolicyPack } from "@pulumi/policy";
import { RULES } from "./rules";

/** What has to hold of every stack of this program, whoever changes it. The rules stand in rules.ts. */
export const pack = new PolicyPack("lobechat", {
  description: "Blue/green that cannot take the chat down.",
  enforcementLevel: "mandatory",
  policies: [...RULES],
});
