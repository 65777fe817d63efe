import { otherColor, type Color } from "../config/color";
import { catalogueOf, withRelease } from "./catalogue";
import { runWith } from "./configChange";
import { deployedConfig } from "./deployed";
import { updateMessage } from "./message";
import { Refusal } from "./refusal";
import { runUpdate } from "./runUpdate";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/**
 * The release that served after an update.
 *
 * @returns undefined when the idle colour has it already
 * @throws Refusal when there is no such update, that release serves already, or a rollback fled from it
 */
export function releaseOfUpdate(
  { updates, deployed, operations }: Situation,
  number: number,
): string | undefined {
  const update = updates.find((one) => one.number === number);
  if (update === undefined)
    throw new Refusal(
      `The history has no update ${number} that succeeded: \`lobechat history\` shows those there are. Nothing was changed.`,
    );
  const release = update.releases[update.activeColor];
  const { activeColor, releases } = deployed;
  if (releases[activeColor].name === release)
    throw new Refusal(
      `${release}, which served after update ${number}, is active already, on ${activeColor}: nothing was changed.`,
    );
  if (operations.refused === release)
    throw new Refusal(
      `${release}, which served after update ${number}, is what a rollback fled from: name another update. Nothing was changed.`,
    );
  return releases[otherColor(activeColor)].name === release ? undefined : release;
}

/**
 * Puts a release that ran before on the idle colour, with everything else as it is deployed.
 *
 * @throws Refusal when the catalogue no longer has it, or the update fails; the configuration is then as it was
 */
export async function bringBack(
  tools: Tools,
  situation: Situation,
  { color, release, reason }: { color: Color; release: string; reason: string },
): Promise<void> {
  const { deployment } = situation.stack;
  const running = await deployedConfig(deployment);
  const entry = catalogueOf(running)[release];
  if (entry === undefined)
    throw new Refusal(
      `${release} is no longer in lobechat:releases, so its image may be gone: put its entry back there and run \`pulumi up\`, then this again. Nothing was changed.`,
    );
  const before = await deployment.getAllConfig();
  const message = updateMessage({
    ...{ kind: "release", color, release, reason },
    caller: tools.caller(),
  });
  const put = { color, release, entry };
  await runWith(
    deployment,
    { before, during: withRelease(running, put), after: withRelease(before, put) },
    () => runUpdate(tools, situation, { message }),
  );
}
