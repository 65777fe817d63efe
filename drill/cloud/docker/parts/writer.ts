import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Processes } from "../../pods/processes";
import type { DockerEngine } from "../engine/dockerEngine";
import { translated } from "./environment";
import type { LaunchPart } from "./launch";

export interface WriterParts {
  engine: DockerEngine;
  processes: Processes;
  /** Takes one log per container. */
  logDir: string;
  /** Takes the tools of the image that a machine may not have. */
  toolsDir: string;
}

/** busybox's wget as far as scripts use it: prints what an address answers, and fails for an error. */
const WGET = `const get = require("node:http").get;
get(process.argv.at(-1), { timeout: 2000 }, (response) => {
  if (response.statusCode >= 400) process.exitCode = 1;
  else response.pipe(process.stdout);
  response.resume();
}).on("timeout", function () { this.destroy(); }).on("error", () => { process.exitCode = 1; });
`;

/** Runs the container's own script, with the volumes and the names of the stack on this machine. */
export function writerPart({ engine, processes, logDir, toolsDir }: WriterParts): LaunchPart {
  putTools(toolsDir);
  return (container) => {
    const [command = "sh", ...args] = [
      ...container.settings.entrypoints,
      ...container.settings.command,
    ];
    const logFile = join(logDir, `${container.settings.name}.log`);
    const workload = processes.start(command, args, {
      env: {
        ...translated(container, engine),
        PATH: [toolsDir, process.env["PATH"] ?? ""].join(delimiter),
      },
      cwd: logDir,
      logFile,
    });
    return Promise.resolve({ workload, logs: () => readFileSync(logFile, "utf8") });
  };
}

function putTools(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const script = join(folder, "wget.js");
  writeFileSync(script, WGET);
  const wget = join(folder, "wget");
  writeFileSync(wget, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(wget, 0o755);
}
