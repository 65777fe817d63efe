import { isOn } from "../isOn";
import { resourceRule } from "../rule";
import { LOAD_BALANCERS } from "../balancerTypes";

export const balancerRefusesDeletion = resourceRule({
  name: "balancer-refuses-deletion",
  description: "AWS itself refuses to delete the load balancer.",
  severity: "high",
  mend: "set lobechat:protect to true.",
  types: LOAD_BALANCERS,
  checks: [isOn(["enableDeletionProtection"], "can be deleted by anyone who may")],
});
