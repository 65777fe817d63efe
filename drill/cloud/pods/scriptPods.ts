import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Configurations } from "../kubernetes/configurations";
import { scriptPod, type Step } from "../kubernetes/objects";
import { AWS_COMMAND } from "../s3/awsCommand";
import type { Processes } from "./processes";

export interface ScriptPodsParts {
  processes: Processes;
  configurations: Configurations;
  /** Takes a folder and a log per pod. */
  workDir: string;
  /** Where the buckets are. */
  s3Root: string;
  /** Port of the database that every address of PostgreSQL's stands for. */
  postgresPort: number;
}

/** What a pod has mounted at /dump, wherever it runs here. */
const MOUNTED = /\/dump\b/g;

/** Runs a pod's own scripts, one container after the other, with this machine's tools in the place of its images'. */
export class ScriptPods {
  readonly #parts: ScriptPodsParts;

  constructor(parts: ScriptPodsParts) {
    this.#parts = parts;
    const tools = join(parts.workDir, "bin");
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "aws"), AWS_COMMAND);
    chmodSync(join(tools, "aws"), 0o755);
  }

  /** @returns why it failed, with the last line that it said; "" for success */
  async run(name: string, namespace: string, template: unknown): Promise<string> {
    const { spec } = scriptPod.parse(template);
    const folder = join(this.#parts.workDir, name);
    mkdirSync(folder, { recursive: true });
    for (const step of [...spec.initContainers, ...spec.containers]) {
      const logFile = join(this.#parts.workDir, `${name}-${step.name}.log`);
      const ended = await this.#start(step, { namespace, folder, logFile });
      if (ended !== "exit code 0") return `${step.name}: ${ended}: ${lastLine(logFile)}`;
    }
    return "";
  }

  #start(step: Step, pod: { namespace: string; folder: string; logFile: string }): Promise<string> {
    const { processes, configurations, workDir, s3Root } = this.#parts;
    const { namespace, folder, logFile } = pod;
    const here = (text: string) => text.replace(MOUNTED, folder);
    const [command = "", ...args] = step.command.map(here);
    const own = Object.entries(configurations.environmentOf(namespace, step));
    const env = {
      ...Object.fromEntries(own.map(([name, value]) => [name, this.#reachable(value, folder)])),
      PATH: `${join(workDir, "bin")}:${process.env["PATH"] ?? ""}`,
      S3_ROOT: s3Root,
      // Loopback speaks no TLS here: what is trusted elsewhere is of no use.
      PGSSLROOTCERT: "",
    };
    const program = command === "/bin/node" ? process.execPath : command;
    return processes.start(program, args, { env, cwd: folder, logFile }).ended;
  }

  /** A name of PostgreSQL's in AWS is resolved nowhere here. */
  #reachable(value: string, folder: string): string {
    if (!value.startsWith("postgresql://")) return value.replace(MOUNTED, folder);
    const url = new URL(value);
    url.host = `127.0.0.1:${this.#parts.postgresPort}`;
    url.search = "?sslmode=disable&gssencmode=disable";
    return url.href;
  }
}

function lastLine(logFile: string): string {
  if (!existsSync(logFile)) return "";
  return readFileSync(logFile, "utf8").trim().split("\n").at(-1) ?? "";
}
