import { spawn } from "node:child_process";
import { once } from "node:events";
import { WRITE_SCRIPT } from "../../../../components/docker/writeScript";
import type { RouteFile } from "../../../../components/docker/traefik/routeFile";

export interface Written {
  code: number | null;
  said: string;
}

/** What it says of its patience: an impatient one is the same but for the number. */
const PATIENCE = /\b20\b/g;

/** Runs what a writer's container runs, on this machine. */
export async function write(
  folder: string,
  { file, content, router, servers }: RouteFile,
  statusUrl: string,
  patienceSeconds = 20,
): Promise<Written> {
  const script = WRITE_SCRIPT.replaceAll(PATIENCE, String(patienceSeconds));
  const writer = spawn("sh", ["-ec", script], {
    env: {
      PATH: process.env["PATH"],
      ...{ FOLDER: folder, FILE: file, CONTENT: content, ROUTER: router, STATUS_URL: statusUrl },
      ...Object.fromEntries(servers.map((url, at) => [`SERVER_${at + 1}`, url])),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  writer.stdout.setEncoding("utf8").on("data", (part: string) => (said += part));
  const [code] = (await once(writer, "close")) as [number | null];
  return { code, said };
}
