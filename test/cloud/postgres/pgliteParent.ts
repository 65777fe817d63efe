import { join } from "node:path";
import { Processes } from "../../../drill/cloud/pods/processes";
import { startPglite } from "../../../drill/cloud/postgres/postgres";

/** Somebody who starts PGlite, and is killed outright. */
const [, , workDir = ""] = process.argv;

async function start(): Promise<void> {
  const logFile = join(workDir, "postgres.log");
  const { port, version } = await startPglite("lobechat", { processes: new Processes(), logFile });
  process.send?.({ port, version });
}

void start();
