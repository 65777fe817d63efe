import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { known } from "../app/known";
import { countFlip } from "../guard/countFlip";
import { lookInPublic } from "../guard/lookInPublic";
import { ruleStateOf } from "./ruleState";
import type { FlipGuardArgs } from "./flipGuard";

/**
 * After traffic has moved: asks the public name, at the load balancer, until answers come from the release that is
 * to serve, and counts the flip where the dashboard shows it. Traffic has moved by then, so it only ever warns.
 *
 * @returns a hook for afterCreate and afterUpdate of the traffic rule
 */
export function publicLook(name: string, args: FlipGuardArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(name, async ({ newInputs, oldInputs }) => {
    if (args.flipGuard === "off") return;
    const { dnsName, httpsPort, targetGroupArns } = args.edge;
    const found = await known(pulumi.output({ dnsName, httpsPort, targetGroupArns }));
    if (found === undefined) return;
    const after = ruleStateOf(newInputs, found.targetGroupArns);
    if (after === undefined) return;
    const { active, weights } = after;
    if (ruleStateOf(oldInputs, found.targetGroupArns)?.active !== active) await count(args, active);
    // During a canary both releases answer, and behind the maintenance page none.
    if (weights[active] !== 100) return;
    const { domain } = args;
    const site = { host: found.dnsName, port: found.httpsPort, domain };
    const words = { says: "The traffic rule", more: "See lobechat status." };
    await lookInPublic(args, active, site, { ...words, url: `https://${domain}` });
  });
}

async function count({ region }: FlipGuardArgs, active: Color): Promise<void> {
  try {
    await countFlip({ region }, pulumi.getStack(), active);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    await pulumi.log.warn(`The flip was not counted for the dashboard: ${said}`);
  }
}
