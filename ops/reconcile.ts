import type { GlassBreak } from "./breakGlass";
import { runWith, withValues } from "./configChange";
import { deployedConfig } from "./deployed";
import { StackLocked } from "./lock";
import { untilUnlocked, type Patience } from "./night/patience";
import { deployedOf } from "./operations";
import { Refusal } from "./refusal";
import { runUpdate } from "./runUpdate";
import type { OpenedStack, Tools } from "./tools";
import { said } from "./said";

/**
 * Writes down what breaking glass has done: when the stack's lock is free, an update looks what the load balancer
 * has, and lets configuration, state and history say the same. Traffic stays where it is.
 *
 * @param message of the update
 * @throws Refusal with the line that does it by hand, when the lock stays held for longer than a release can take
 */
export async function reconcile(
  tools: Tools,
  stack: OpenedStack,
  { to, refused }: GlassBreak,
  message: string,
  patience?: Patience,
): Promise<void> {
  const { deployment } = stack;
  const traffic = { activeColor: to, canaryPercent: "0", refused };
  const attempt = async (): Promise<void> => {
    // Whoever held the lock may have deployed something: what is deployed is asked for each time.
    const [before, running, outputs] = await Promise.all([
      deployment.getAllConfig(),
      deployedConfig(deployment),
      deployment.outputs(),
    ]);
    const deployed = deployedOf(outputs);
    const during = withValues(running, traffic);
    await runWith(deployment, { before, during, after: withValues(before, traffic) }, () =>
      runUpdate(
        tools,
        { stack, deployed },
        { refresh: true, target: [deployed.trafficRule], message },
      ),
    );
  };
  const { longestReleaseSeconds, trafficRule } = deployedOf(await deployment.outputs());
  try {
    await untilUnlocked(attempt, patience ?? asLongAs(longestReleaseSeconds), (locked, waitMs) => {
      tools.terminal.tell(
        `Traffic has moved; Pulumi's state hears of it when ${locked.holder} has ended. Looking again in ${Math.ceil(waitMs / 1000)} s.`,
      );
    });
  } catch (error) {
    throw new Refusal(byHand(error, stack.name, trafficRule, { to, refused }), { cause: error });
  }
}

function asLongAs(seconds: number): Patience {
  return { firstMs: 5000, longestMs: 60_000, limitMs: seconds * 1000 };
}

function byHand(
  error: unknown,
  stack: string,
  trafficRule: string,
  { to, refused }: Pick<GlassBreak, "to" | "refused">,
): string {
  const why =
    error instanceof StackLocked ? `the stack is still locked by ${error.holder}` : said(error);
  return [
    `All users are on ${to}, but Pulumi's state does not say so yet: ${why}`,
    "Until this has run, an update may take them back:",
    `  pulumi up --stack ${stack} --refresh --target '${trafficRule}' -c activeColor=${to} -c canaryPercent=0 -c refused=${refused}`,
  ].join("\n");
}
