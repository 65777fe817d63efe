import { AWS_WORDS } from "../components/guard/awsEvidence";
import { proofOf } from "../components/guard/proof";
import { fledFrom } from "../components/guard/refusals";
import { refusalText } from "../components/guard/refusalText";
import { otherColor, type Color } from "../config/color";
import { describeRule, forwardRuleTo } from "./aws/elb";
import { notify } from "./aws/sns";
import { guardPlaceOf } from "./guardPlace";
import { deployedOf, operationsOf, type Deployed, type Operations } from "./operations";
import { Refusal } from "./refusal";
import type { OpenedStack, Tools } from "./tools";
import { said } from "./said";

/** A rollback that does not wait for the stack's lock. */
export interface GlassBreak {
  to: Color;
  /** The release that users are taken from. */
  refused: string;
  reason: string;
}

/**
 * Moves all users by the load balancer's API, past Pulumi, because another update holds the stack's lock. The guard
 * looks first. The lock is left alone; what was done stands in the rule's tags until an update has written it down.
 *
 * @returns where it is recorded
 * @throws Refusal when the guard refuses, or there is nothing to move: traffic is then where it was
 */
export async function breakGlass(
  tools: Tools,
  stack: OpenedStack,
  change: GlassBreak,
): Promise<{ recorded: string }> {
  const outputs = await stack.deployment.outputs();
  const told = { deployed: deployedOf(outputs), operations: operationsOf(outputs) };
  const { to, refused, reason } = change;
  await refuseUnfit(tools, stack.name, told, to);

  const { operations } = told;
  const access = tools.awsAccess(operations.region);
  const brokenGlass = `${tools.now().toISOString()} ${tools.caller()}`;
  const group = operations.targetGroups[to];
  try {
    await forwardRuleTo(access, operations.trafficRuleArn, group, {
      ...{ active: to, refused, brokenGlass },
    });
  } catch (error) {
    // Users may have moved, and the record be missing: that is no reason to say that nothing was done.
    if (!(await hasMoved(tools, told, to))) throw new Refusal(notMoved(error), { cause: error });
    tools.terminal.tell(
      `All users are on ${to}, and the rule's tags do not say it: ${said(error)}`,
    );
  }
  const text = `${stack.name}: ${tools.caller()} moved all users to ${to}, away from ${refused}, past Pulumi (break-glass): ${reason}\n\nAn update writes it down when the stack's lock is free; until then the tags of ${operations.trafficRuleArn} tell of it.`;
  try {
    await notify(access, operations.topic, `LobeChat ${stack.name}: break-glass to ${to}`, text);
  } catch (error) {
    tools.terminal.tell(`The topic ${operations.topic} could not be told: ${said(error)}`);
  }
  return {
    recorded: `the tags of ${operations.trafficRuleArn} (brokenGlass = ${brokenGlass})`,
  };
}

interface Told {
  deployed: Deployed;
  operations: Operations;
}

async function refuseUnfit(tools: Tools, stack: string, told: Told, to: Color): Promise<void> {
  const { operations, deployed } = told;
  const access = tools.awsAccess(operations.region);
  const rule = await describeRule(access, operations.trafficRuleArn);
  const weight = (color: Color): number => rule.weights[operations.targetGroups[color]] ?? 0;
  if (weight("blue") + weight("green") === 0)
    throw new Refusal(
      "The traffic rule forwards to neither color, as in maintenance: glass broken now would end it. Nothing was changed.",
    );
  if (weight(otherColor(to)) === 0)
    throw new Refusal(
      `The load balancer forwards everything to ${to} already: nothing was changed.`,
    );

  const { name } = deployed.releases[to];
  const { refusals, warnings } = await proofOf(guardPlaceOf(tools, told), to, 100);
  const fled = rule.tags["refused"] === name ? [fledFrom(name, to, stack, AWS_WORDS)] : [];
  const title = `Users stay on ${otherColor(to)}: the guard refuses, and breaking glass does not break it.`;
  if (refusals.length + fled.length > 0)
    throw new Refusal(refusalText(title, [...fled, ...refusals]));
  for (const warning of warnings)
    tools.terminal.tell(refusalText(`${to} gets all users all the same:`, [warning]));
}

async function hasMoved(tools: Tools, { operations }: Told, to: Color): Promise<boolean> {
  const access = tools.awsAccess(operations.region);
  const { weights } = await describeRule(access, operations.trafficRuleArn);
  return (weights[operations.targetGroups[otherColor(to)]] ?? 0) === 0;
}

function notMoved(error: unknown): string {
  return `The load balancer's API did not take it, and nothing was changed: ${said(error)}`;
}
