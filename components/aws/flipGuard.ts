import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import type { Site } from "../guard/askColor";
import type { FlipLimits, GuardPlace } from "../guard/evidence";
import type { Finding } from "../guard/finding";
import { proofOf } from "../guard/proof";
import { refusalText } from "../guard/refusalText";
import { shiftOf, type RuleState, type Shift } from "../guard/ruleState";
import { fledFrom, heldByCookie } from "../guard/refusals";
import { known } from "../app/known";
import { ruleStateOf } from "./ruleState";

export interface FlipGuardArgs {
  region: string;
  /** The public name, without a scheme. */
  domain: string;
  /** What becomes of a flip to a colour that does not prove itself. */
  flipGuard: "enforce" | "warn" | "off";
  flipLimits: FlipLimits;
  /** Whether traffic may go back to the release that was fled from. */
  again: boolean;
  edge: GuardedEdge;
  /** What runs in each colour, as it was deployed. */
  stacks: Record<Color, { deployed: pulumi.Output<{ name: string; version: string }> }>;
  /** Names of each colour's alarm. */
  alarms: Record<Color, pulumi.Output<string>>;
}

/** What the guard has to know of a load balancer. */
export interface GuardedEdge {
  /** Its own name. */
  dnsName: pulumi.Output<string>;
  /** Of the HTTPS listener. */
  httpsPort: pulumi.Output<number>;
  targetGroupArns: Record<Color, pulumi.Output<string>>;
  previewHeader: string;
  previewTokens: Record<Color, pulumi.Output<string>>;
}

/**
 * Looks at the colour that is to get traffic before the traffic rule is made or changed. In a preview it only
 * warns. It asks AWS and the colour itself, and nothing of the colour that leaves can hold it up.
 *
 * @returns a hook for beforeCreate and beforeUpdate of the traffic rule; it throws Error with what was seen, what
 * is needed and what to do, and traffic stays where it is
 */
export function flipGuard(name: string, args: FlipGuardArgs): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    async ({ newInputs, oldInputs }) => {
      if (args.flipGuard === "off") return;
      const place = await placeOf(args);
      const after = place && ruleStateOf(newInputs, place.targetGroups);
      // A preview of what is not there yet: there is nothing to look at.
      if (place === undefined || after === undefined) return;
      const before = ruleStateOf(oldInputs, place.targetGroups);
      const shift = shiftOf(before, after);
      const refusals = await refusalsOf(args, place, before, shift);
      if (refusals.length === 0) return;
      const text = refusalText(titleOf(shift, before), refusals);
      if (args.flipGuard === "enforce" && !pulumi.runtime.isDryRun()) throw new Error(text);
      await pulumi.log.warn(text);
    },
    { onDryRun: true },
  );
}

async function refusalsOf(
  args: FlipGuardArgs,
  place: GuardPlace,
  before: RuleState | undefined,
  shift: Shift,
): Promise<Finding[]> {
  if (shift.kind === "none") return [];
  if (shift.kind === "holdsUsers") return [heldByCookie(shift.to, pulumi.getStack())];
  const { color, share } = shift;
  const release = await known(args.stacks[color].deployed);
  if (release !== undefined && release.name === before?.refused && !args.again)
    return [fledFrom(release.name, color, pulumi.getStack())];
  const proof = await proofOf(
    { ...place, releases: release === undefined ? {} : { [color]: release } },
    color,
    share,
    before !== undefined,
  );
  for (const warning of proof.warnings)
    await pulumi.log.warn(
      refusalText(`${color} gets ${share} % of the users all the same:`, [warning]),
    );
  return proof.refusals;
}

/** Where the evidence is; undefined while it is not known. Nothing here waits for a colour's pods. */
async function placeOf(args: FlipGuardArgs): Promise<GuardPlace | undefined> {
  const { edge, alarms, region, domain, flipLimits } = args;
  const found = await known(
    pulumi.unsecret(
      pulumi.output({
        host: edge.dnsName,
        port: edge.httpsPort,
        targetGroups: edge.targetGroupArns,
        previewTokens: edge.previewTokens,
        alarms,
      }),
    ),
  );
  if (found === undefined) return undefined;
  const { host, port, targetGroups, previewTokens } = found;
  const site: Site = { host, port, domain };
  return {
    access: { region },
    ...{ targetGroups, previewTokens, site, alarms: found.alarms },
    previewHeader: edge.previewHeader,
    releases: {},
    limits: flipLimits,
  };
}

function titleOf(shift: Shift, before: RuleState | undefined): string {
  if (shift.kind === "holdsUsers")
    return `The flip to ${shift.to} is refused; traffic stays as it is.`;
  if (shift.kind === "none" || before === undefined)
    return "The first traffic is refused; everyone gets the listener's own 503.";
  const stays =
    before.weights[before.active] === 0 ? "behind the maintenance page" : `on ${before.active}`;
  const what = shift.isFlip ? "flip" : shift.color === before.active ? "way back" : "canary";
  return `The ${what} to ${shift.color} is refused; traffic stays ${stays}.`;
}
