import type { ConfigMap } from "@pulumi/pulumi/automation";
import { otherColor, type Color } from "../../config/color";
import { deployedConfig } from "../../ops/deployed";
import { deployedOf, type Deployed } from "../../ops/operations";
import { Refusal } from "../../ops/refusal";
import { shortName } from "../../ops/stackName";
import type { Platform } from "../report/report";
import type { RealStack } from "./realStack";

/** A deployed stack as the drill finds it, and leaves it. */
export interface Standing {
  stack: RealStack;
  platform: Platform;
  deployed: Deployed;
  /** The colour that serves. */
  from: Color;
  to: Color;
  /** The configuration that is deployed, secrets included. */
  running: ConfigMap;
  /** Whether it is one that people rely on. */
  production: boolean;
}

/** @throws Refusal when there is nothing to flip, or something else is going on: nothing was changed */
export async function standingOf(stack: RealStack): Promise<Standing> {
  const outputs = await stack.deployment.outputs();
  if (Object.keys(outputs).length === 0)
    throw new Refusal(
      `Nothing is deployed in ${stack.name} yet: the first update is \`pulumi up\`.`,
    );
  const deployed = deployedOf(outputs);
  const running = await deployedConfig(stack.deployment);
  const from = deployed.activeColor;
  refuseBusy(deployed);
  refuseFled(deployed, running);
  return {
    ...{ stack, deployed, running, from },
    to: otherColor(from),
    platform: running["lobechat:platform"]?.value === "docker" ? "docker" : "aws",
    production: isProduction(stack.name, running),
  };
}

/** Who deploys for people leaves `protect` on, which is its default. */
function isProduction(name: string, running: ConfigMap): boolean {
  return running["lobechat:protect"]?.value !== "false" || /^prod/i.test(shortName(name));
}

function refuseBusy({ activeColor, weights }: Deployed): void {
  const idle = otherColor(activeColor);
  if (weights[activeColor] === 0 && weights[idle] === 0)
    throw new Refusal(
      "The stack is in maintenance: there is no traffic to move. Nothing was changed.",
    );
  if (weights[idle] > 0)
    throw new Refusal(
      `${idle} has a canary of ${weights[idle]} %, which a flip would end: end it first (\`lobechat canary 0\`). Nothing was changed.`,
    );
}

/** The guard would say the same, in the middle of the drill. */
function refuseFled({ activeColor, releases }: Deployed, running: ConfigMap): void {
  const idle = otherColor(activeColor);
  const refused = running["lobechat:refused"]?.value;
  if (refused !== releases[idle].name) return;
  throw new Refusal(
    `${idle} runs ${refused}, the release that a rollback fled from: no drill brings users back to it. Nothing was changed.`,
  );
}
