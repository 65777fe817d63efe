import type { ConfigMap } from "@pulumi/pulumi/automation";
import { changedKeys, runWith } from "./configChange";
import { deployedConfig } from "./deployed";
import { runUpdate, type UpdateRun } from "./runUpdate";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/** Who serves is no part of a commit: a branch that was cut before a flip must not undo it. */
export const WHO_SERVES: readonly string[] = [
  "lobechat:activeColor",
  "lobechat:canaryPercent",
  "lobechat:refused",
];

/**
 * The configuration of the checkout, with who serves as it is deployed. Says where that differed.
 *
 * @param meant keys that are meant to differ: a pull request changes them
 */
export async function configOnDeployed(
  { terminal }: Pick<Tools, "terminal">,
  { stack }: Pick<Situation, "stack">,
  meant: readonly string[] = [],
): Promise<{ before: ConfigMap; config: ConfigMap }> {
  const before = await stack.deployment.getAllConfig();
  const running = await deployedConfig(stack.deployment);
  const config = { ...before };
  const kept = WHO_SERVES.filter((key) => !meant.includes(key));
  for (const key of changedKeys(before, running).filter((one) => kept.includes(one))) {
    const [here, there] = [before[key], running[key]];
    if (there === undefined) Reflect.deleteProperty(config, key);
    else config[key] = there;
    terminal.tell(
      `${key} is ${here?.value ?? "not set"} here and ${there?.value ?? "not set"} as deployed: it stays as deployed.`,
    );
  }
  return { before, config };
}

/**
 * Runs an update of everything and keeps its configuration; when it fails, what was there before is there again.
 *
 * @throws Refusal, StackLocked
 */
export async function fullUpdate(
  tools: Tools,
  situation: Situation,
  { before, during, message }: { before: ConfigMap; during: ConfigMap; message: string },
): Promise<UpdateRun> {
  return runWith(situation.stack.deployment, { before, during, after: during }, () =>
    runUpdate(tools, situation, { message }),
  );
}
