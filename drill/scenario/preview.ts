import { z } from "zod";
import type { OpenEngine } from "../engine/open";
import type { Color } from "../report/report";
import { ask, type Answer } from "../traffic/ask";
import type { Site } from "../traffic/site";

const VERSION_PATH = "/api/version";

/** What a colour answers to those who hold its token, whoever serves. */
export async function askPreview(engine: OpenEngine, site: Site, color: Color): Promise<Answer> {
  const outputs = await engine.deployment.outputs();
  const header = z.string().parse(outputs["previewHeader"]?.value);
  const tokens = z
    .object({ blue: z.string(), green: z.string() })
    .parse(outputs["previewTokens"]?.value);
  return ask(site, VERSION_PATH, { [header]: tokens[color] });
}

/** What everyone is answered. */
export function askPublic(site: Site): Promise<Answer> {
  return ask(site, VERSION_PATH);
}
