import type { Color, Update } from "../report";

export type Changed = Update["changed"][number];

/** Every listener rule of AWS; the one-shot container that writes the rule on Docker. */
const TRAFFIC_RULES = ["aws:lb/listenerRule:ListenerRule", "docker:index/container:Container"];

export function isTrafficRuleType(type: string | null): boolean {
  return type !== null && TRAFFIC_RULES.includes(type);
}

export function isDeployment({ type }: Pick<Changed, "type">): boolean {
  return type.endsWith(":Deployment");
}

/** Named "green" or "green-…". */
export function belongsTo(color: Color, { name }: Pick<Changed, "name">): boolean {
  return name === color || name.startsWith(`${color}-`);
}
