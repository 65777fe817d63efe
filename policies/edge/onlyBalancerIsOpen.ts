import { stackRule } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { LOAD_BALANCERS } from "../balancerTypes";
import { doorsOf, isGroup, portsIn, WITH_DOORS, type Door } from "./doors";
import { isOpen } from "./openBlock";

const PUBLIC_PORTS = [80, 443];

export const onlyBalancerIsOpen = stackRule({
  name: "only-the-balancer-is-open",
  description:
    "The internet reaches the load balancer at 80 and 443, and nothing else of the stack.",
  severity: "critical",
  mend: "let the other security group in instead of addresses, as components/aws/podsOnly.ts does; lobechat:allowedCidrs is for the load balancer alone.",
  check: (stack, look) => {
    const groups = groupsOfBalancers(stack);
    for (const resource of stack.of(...WITH_DOORS)) {
      const allowed = isOfGroups(resource, groups) ? PUBLIC_PORTS : [];
      look(resource, (seen) => {
        const open = doorsOf(seen).filter((door) => isOpenBeside(door, allowed));
        return open.length === 0 ? undefined : `lets ${open.map(said).join(", and ")}`;
      });
    }
  },
});

/** By what a balancer waits for: in the preview that makes them, a group's id is not known. */
function groupsOfBalancers(stack: Stack): Set<string> {
  const waitedFor = stack.of(...LOAD_BALANCERS).flatMap(({ dependencies }) => dependencies);
  return new Set(waitedFor.filter(isGroup).map(({ urn }) => urn));
}

/** A rule that lets addresses in knows no other group than the one that it belongs to. */
function isOfGroups(resource: Seen, groups: ReadonlySet<string>): boolean {
  return [resource, ...resource.dependencies].some(({ urn }) => groups.has(urn));
}

function isOpenBeside(door: Door, ports: readonly number[]): boolean {
  const { blocks, protocol, from, to } = door;
  if (!blocks.some(isOpen)) return false;
  return !(protocol === "tcp" && from === to && from !== undefined && ports.includes(from));
}

const said = (door: Door): string =>
  `${door.blocks.filter(isOpen).join(" and ")} in to ${portsIn(door)}`;
