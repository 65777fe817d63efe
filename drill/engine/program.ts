import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Host } from "./hosts";

export interface ProgramOptions {
  /** The folder with Pulumi.yaml. */
  folder: string;
  /** Folder or file that is run. */
  entry: string;
  /** Whether ts-node compiles the program when it starts. */
  typescript: boolean;
  project: string;
  stack: string;
  /** Address of the gRPC server that is both monitor and engine. */
  address: string;
  dryRun: boolean;
  config: Record<string, string>;
  secretKeys: string[];
  onLine: (line: string, from: "stdout" | "stderr") => void;
}

/** How a program ended. */
export interface Exit {
  /** The exit code; -1 of a killed program. */
  code: number;
  /** Milliseconds from spawn to exit, without those that the process stood ready for nothing. */
  tookMs: number;
}

/** The program, run as Pulumi's own language host runs it. */
export class Program {
  readonly exited: Promise<Exit>;
  readonly #host: Host;

  constructor(host: Host, options: ProgramOptions) {
    this.#host = host;
    const { child } = host;
    const since = host.order(commandLine(options), programEnvironment(options));
    this.exited = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => {
        const tookMs = performance.now() - since;
        this.kill();
        child.once("close", () => {
          resolve({ code: code ?? -1, tookMs });
        });
      });
    });
    readLines(child.stdout, (line) => {
      options.onLine(line, "stdout");
    });
    readLines(child.stderr, (line) => {
      options.onLine(line, "stderr");
    });
  }

  kill(): void {
    this.#host.kill();
  }
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", onLine);
}

function commandLine(options: ProgramOptions): string[] {
  const isFolder = statSync(options.entry).isDirectory();
  return [
    `--monitor=${options.address}`,
    `--engine=${options.address}`,
    `--project=${options.project}`,
    `--root-directory=${options.folder}`,
    `--stack=${options.stack}`,
    `--organization=${ORGANIZATION}`,
    `--pwd=${isFolder ? options.entry : dirname(options.entry)}`,
    `--parallel=${String(2 ** 31 - 1)}`,
    ...(options.dryRun ? ["--dry-run"] : []),
    // Of a folder, "main" in its package.json says what is run.
    isFolder ? "." : basename(options.entry),
  ];
}

/** The backends that keep their state in files know one organization. */
const ORGANIZATION = "organization";

/** What the language host tells a program, and what the SDK's runner would put there from its command line. */
function programEnvironment(options: ProgramOptions): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(options.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
    PULUMI_NODEJS_MONITOR: options.address,
    PULUMI_NODEJS_ENGINE: options.address,
    PULUMI_NODEJS_PROJECT: options.project,
    PULUMI_NODEJS_ROOT_DIRECTORY: options.folder,
    PULUMI_NODEJS_STACK: options.stack,
    PULUMI_NODEJS_ORGANIZATION: ORGANIZATION,
    ...(options.dryRun ? { PULUMI_NODEJS_DRY_RUN: "true" } : {}),
  };
}
