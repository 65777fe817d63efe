import { lookAtColor } from "../components/guard/lookAtColor";
import type { Color } from "../config/color";
import { siteOf } from "./guardPlace";
import { Refusal } from "./refusal";
import type { Situation } from "./situation";
import type { Tools } from "./tools";

/** What a release showed before anybody was sent there. */
export interface Tried {
  /** Whether the colour answered as the release; false: nobody could ask it from here. */
  answered: boolean;
  /** Whether the stack's own smoke test passed; null: it has none, or could not reach the colour. */
  smoke: boolean | null;
}

/**
 * Looks at a colour by its preview header, and runs the stack's own smoke test against it.
 *
 * @throws Refusal when either fails: the release is on its colour then, and traffic where it was
 */
export async function tryRelease(tools: Tools, situation: Situation, color: Color): Promise<Tried> {
  const { deployed, operations } = situation;
  const { name, version } = deployed.releases[color];
  const { previewHeader: header, previewTokens } = deployed;
  const token = previewTokens[color];
  const { answers } = operations.flipLimits;
  const look = await lookAtColor(siteOf(tools, situation), { header, token, version, answers });
  const stays = `traffic stays on ${deployed.activeColor}`;
  if (look.kind === "unreachable") {
    tools.terminal.tell(
      `warning: nobody has seen ${color} answer as ${name}: ${operations.host}:${operations.port} cannot be reached from here (${look.why}).`,
    );
    return { answered: false, smoke: null };
  }
  if (look.kind === "wrong")
    throw new Refusal(
      `${name} is on ${color}, but not as it should be; ${stays}. ${look.check}: expected ${look.expected}, seen ${look.seen}.`,
    );
  if (operations.smoke === null) return { answered: true, smoke: null };
  const status = await tools.run(operations.smoke, {
    LOBECHAT_URL: deployed.url,
    LOBECHAT_PREVIEW_HEADER: header,
    LOBECHAT_PREVIEW_TOKEN: token,
    LOBECHAT_VERSION: version,
  });
  if (status !== 0)
    throw new Refusal(
      `${name} is on ${color}, but its smoke test (${operations.smoke}) ended with status ${status}; ${stays}.`,
    );
  return { answered: true, smoke: true };
}
