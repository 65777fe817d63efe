import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Color } from "../../config/color";
import { VERSION_PATH } from "../app/health";
import { known } from "../app/known";
import { askColor, type Site } from "./askColor";
import type { GuardSettings } from "./guardFlip";
import { versionIn } from "./lookAtColor";

const DEADLINE_MS = 30_000;
const AGAIN_MS = 200;

/**
 * Asks as any user would until answers come from the release that is to serve. Traffic has moved by then, so it
 * only ever warns.
 *
 * @param says what names the colour: "The traffic rule"
 * @param url the public one, without a path
 * @param more a sentence that says where to look
 */
export async function lookInPublic(
  { stacks, flipLimits }: Pick<GuardSettings, "stacks" | "flipLimits">,
  active: Color,
  site: Site,
  { says, url, more }: { says: string; url: string; more: string },
): Promise<void> {
  const release = await known(stacks[active].deployed);
  if (release === undefined) return;
  const seen = await untilPublic(site, release.version, flipLimits.answers).catch(String);
  if (seen === undefined) return;
  await pulumi.log.warn(
    `${says} names ${active}, but ${url}${VERSION_PATH}, asked at the load balancer, ` +
      `does not answer version ${release.version}: ${seen}. ${more}`,
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
