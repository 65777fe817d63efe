import type * as aws from "@pulumi/aws";
import { MAINTENANCE_PAGE } from "../app/maintenanceText";

/** Answers everyone with a fixed page, for a release that the active colour cannot live with. */
export function maintenancePage(): aws.types.input.lb.ListenerRuleAction {
  return {
    type: "fixed-response",
    fixedResponse: { statusCode: "503", contentType: "text/html", messageBody: MAINTENANCE_PAGE },
  };
}
