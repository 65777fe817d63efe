import type { Color, Platform, Update } from "../report";

export type Changed = Update["changed"][number];
type Named = Pick<Changed, "type" | "name">;

const LISTENER_RULE = "aws:lb/listenerRule:ListenerRule";
const CONTAINER = "docker:index/container:Container";
const APP_CONTAINER = /^(?:blue|green)-\d+$/;

/** Every listener rule of AWS; on Docker, the one-shot container that writes the rule. */
export function isTrafficRule({ type, name }: Named): boolean {
  return type === LISTENER_RULE || (type === CONTAINER && name === "traffic");
}

/** What runs the app: a colour's Deployment, or one of its containers. */
export function isWorkload({ type, name }: Named): boolean {
  return type.endsWith(":Deployment") || (type === CONTAINER && APP_CONTAINER.test(name));
}

/** `the Deployment "green"`, `the container "green-1"` */
export function workloadText({ type, name }: Named): string {
  return `the ${type === CONTAINER ? "container" : "Deployment"} "${name}"`;
}

/** How each platform calls what the app runs in. */
export const RUNS_IN: Record<Platform, { one: string; workload: string; release: string }> = {
  aws: { one: "pod", workload: "Deployment", release: "one Deployment" },
  docker: { one: "container", workload: "container", release: "containers of one image" },
};

/** Named "green" or "green-…". */
export function belongsTo(color: Color, { name }: Pick<Changed, "name">): boolean {
  return name === color || name.startsWith(`${color}-`);
}
