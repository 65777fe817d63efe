import * as pulumi from "@pulumi/pulumi";
import { lookInPublic } from "../guard/lookInPublic";
import type { FlipGuardArgs } from "./flipGuard";
import { publicSite } from "./publicSite";
import { trafficStateIn } from "./trafficState";

/**
 * After traffic has moved: asks at the public port until answers come from the release that is to serve. Traffic
 * has moved by then, so it only ever warns.
 *
 * @returns a hook for afterCreate of the container `traffic`
 */
export function publicLook(name: string, args: FlipGuardArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(name, async ({ newInputs }) => {
    const after = trafficStateIn(newInputs);
    if (args.flipGuard === "off" || after === undefined) return;
    const { active, weights } = after;
    // During a canary both releases answer, and behind the maintenance page none.
    if (weights[active] !== 100) return;
    const { place, site } = args;
    await lookInPublic(args, active, publicSite(place, site), {
      says: "The load balancer's file traffic.yml",
      url: site.url,
      more: "See docker ps --all --filter label=lobechat.part=edge, then docker logs.",
    });
  });
}
