import { openEmbedded } from "./embedded";
import type { EngineOptions, OwnEngine } from "./open";
import { openPulumi } from "./pulumi";

/** @throws Error when the program's folder has no Pulumi.yaml, or the CLI is wanted and not there. */
export async function openEngine(options: EngineOptions): Promise<OwnEngine> {
  return options.kind === "embedded" ? openEmbedded(options) : openPulumi(options);
}
