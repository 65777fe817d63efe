import { PolicyPack } from "@pulumi/policy";
import { exceptionsAreInSight } from "./exceptions";

/** The pack: what has to hold of every stack of this program, whoever changes it. */
export const pack = new PolicyPack("lobechat", {
  description: "Blue/green that cannot take the chat down.",
  enforcementLevel: "mandatory",
  policies: [
    // The last one.
    exceptionsAreInSight,
  ],
});
