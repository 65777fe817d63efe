import type { Part } from "../seen";

/** Where an action of a load balancer sends requests. */
export interface Forward {
  groups: readonly Part[];
  /** Whether a cookie holds each user on the group where the dice put them. */
  groupCookie: boolean;
}

/** The forwards of a rule, or of a listener's default; none of one that answers by itself. */
export function forwardsOf(resource: Part): Forward[] {
  return [...resource.parts("actions"), ...resource.parts("defaultActions")]
    .filter((action) => action.text("type") === "forward")
    .map((action) => ({
      groups: groupsOf(action),
      groupCookie: action.flag("forward", "stickiness", "enabled") ?? false,
    }));
}

/** An action that sends everything to one group may say so by itself. */
function groupsOf(action: Part): Part[] {
  const shared = action.parts("forward", "targetGroups");
  return shared.length > 0 ? shared : [action];
}

/** A group's share among those of its forward; 1 where the action does not say it, as for AWS. */
export function weightOf(group: Part): number {
  return group.number("weight") ?? 1;
}

export function arnOf(group: Part): string | undefined {
  return group.text("arn") ?? group.text("targetGroupArn");
}
