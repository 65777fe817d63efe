import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { known } from "../app/known";
import { VERSION_PATH } from "../app/health";
import { askColor, type Site } from "../guard/askColor";
import { versionIn } from "../guard/lookAtColor";
import { countFlip } from "../guard/countFlip";
import { ruleStateOf } from "./ruleState";
import type { FlipGuardArgs } from "./flipGuard";

const DEADLINE_MS = 30_000;
const AGAIN_MS = 200;

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
    const site = { host: found.dnsName, port: found.httpsPort, domain: args.domain };
    if (weights[active] === 100) await look(args, active, site);
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

async function look(args: FlipGuardArgs, active: Color, site: Site): Promise<void> {
  const release = await known(args.stacks[active].deployed);
  if (release === undefined) return;
  const seen = await untilPublic(site, release.version, args.flipLimits.answers).catch(String);
  if (seen === undefined) return;
  await pulumi.log.warn(
    `The traffic rule names ${active}, but https://${site.domain}${VERSION_PATH}, asked at the load balancer, ` +
      `does not answer version ${release.version}: ${seen}. See lobechat status.`,
  );
}

/** @returns undefined once enough answers in a row are of that version, or what was seen last */
async function untilPublic(
  site: Site,
  version: string,
  answers: number,
): Promise<string | undefined> {
  const deadline = Date.now() + DEADLINE_MS;
  let seen = "nothing";
  for (let right = 0; Date.now() < deadline;) {
    const answer = await askColor(site, VERSION_PATH);
    const found = versionIn(answer);
    seen = found === undefined ? `status ${answer.status}` : `version ${found}`;
    right = found === version ? right + 1 : 0;
    if (right >= answers) return undefined;
    if (right === 0) await sleep(AGAIN_MS);
  }
  return seen;
}
