import { startOnePod } from "./onePod";

/** Whoever starts a cloud: tells what ends with it, and then only waits. */
async function start(): Promise<void> {
  const { world, ports } = await startOnePod();
  process.send?.({ workDir: world.workDir, ports });
}

void start();
