import { spawn, type ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

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
  env: Record<string, string>;
  onLine: (line: string, from: "stdout" | "stderr") => void;
}

/** What a process needs to find its way on this machine, whatever else it is told. */
const inherited = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TZ"];

/** The program, run as Pulumi's own language host runs it. */
export class Program {
  /** Resolves to the exit code; -1 of a killed program. */
  readonly exited: Promise<number>;
  private readonly child: ChildProcess;
  private readonly killWithUs = (): void => {
    this.kill();
  };

  constructor(options: ProgramOptions) {
    this.child = spawn(process.execPath, commandLine(options), {
      cwd: options.folder,
      env: { ...inheritedEnvironment(), ...options.env, ...programEnvironment(options) },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that what its hooks have started goes with it.
      detached: true,
    });
    process.once("exit", this.killWithUs);
    this.exited = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("exit", (code) => {
        process.off("exit", this.killWithUs);
        this.kill();
        this.child.once("close", () => {
          resolve(code ?? -1);
        });
      });
    });
    readLines(this.child.stdout, (line) => {
      options.onLine(line, "stdout");
    });
    readLines(this.child.stderr, (line) => {
      options.onLine(line, "stderr");
    });
  }

  kill(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // It has ended by itself, and so has all that it started.
    }
  }
}

function readLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", onLine);
}

function commandLine(options: ProgramOptions): string[] {
  const require = createRequire(join(options.folder, "package.json"));
  const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
  const isFolder = statSync(options.entry).isDirectory();
  return [
    // The SDK notes where each of its promises was made, and looks up every frame of that in source maps: with
    // all frames, a fifth of a program's time.
    "--stack-trace-limit=2",
    join(sdk, "cmd", "run"),
    `--monitor=${options.address}`,
    `--engine=${options.address}`,
    `--project=${options.project}`,
    `--root-directory=${options.folder}`,
    `--stack=${options.stack}`,
    "--organization=organization",
    `--pwd=${isFolder ? options.entry : dirname(options.entry)}`,
    `--parallel=${String(2 ** 31 - 1)}`,
    ...(options.dryRun ? ["--dry-run"] : []),
    // Of a folder, "main" in its package.json says what is run.
    isFolder ? "." : basename(options.entry),
  ];
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function programEnvironment(options: ProgramOptions): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(options.config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
  };
}
