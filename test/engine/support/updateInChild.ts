import type { EngineOptions } from "../../../drill/engine/open";
import { openEngine } from "../../../drill/engine/openEngine";

/** One update in a process of its own, which a test may kill; its argument is EngineOptions as JSON. */
async function updateInChild(options: EngineOptions): Promise<void> {
  const { deployment } = await openEngine(options);
  await deployment.up();
}

void updateInChild(JSON.parse(process.argv[2] ?? "{}") as EngineOptions);
