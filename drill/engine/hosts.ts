import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Duplex } from "node:stream";

export interface HostOptions {
  /** The folder with Pulumi.yaml. */
  folder: string;
  /** What the program finds in its environment, whatever it is told. */
  env: Record<string, string>;
  /** Nothing is done ahead of time, and nothing is spared: as the CLI starts a program, for who measures that. */
  cold: boolean;
}

/** What a process needs to find its way on this machine, whatever else it is told. */
const inherited = ["PATH", "HOME", "USER", "LANG", "TMPDIR", "TZ"];

/** A process that waits for its program. */
export class Host {
  readonly child: ChildProcess;
  readonly #spawnedAt = performance.now();
  readonly #orders: Duplex;
  #ready = Number.POSITIVE_INFINITY;

  /** @param listFile keeps in mind which packages a program loads; a cold one has none */
  constructor({ folder, env, cold }: HostOptions, listFile: string) {
    const require = createRequire(join(folder, "package.json"));
    const sdk = dirname(require.resolve("@pulumi/pulumi/package.json"));
    const lists = cold ? [] : [listFile];
    this.child = spawn(process.execPath, [join(__dirname, "host.js"), sdk, ...lists], {
      cwd: folder,
      env: { ...inheritedEnvironment(), ...env },
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // A group of its own, so that what its hooks have started goes with it.
      detached: true,
    });
    this.#orders = this.child.stdio[3] as Duplex;
    this.#orders.once("data", () => {
      this.#ready = performance.now();
    });
    // One that dies is told by its exit.
    this.#orders.on("error", () => undefined);
  }

  /** @returns from when on its time counts, as performance.now() has it: without what it stood ready for nothing */
  order(args: readonly string[], env: Record<string, string>): number {
    const waited = Math.max(0, performance.now() - this.#ready);
    this.#orders.end(JSON.stringify({ args, env }));
    return this.#spawnedAt + waited;
  }

  /** Who has nothing else to wait for ends without it: the pipes to it would hold a process too. */
  unref(): void {
    this.child.unref();
    for (const pipe of this.#pipes()) pipe.unref();
  }

  ref(): void {
    this.child.ref();
    for (const pipe of this.#pipes()) pipe.ref();
  }

  #pipes(): Socket[] {
    return this.child.stdio.filter((pipe) => pipe instanceof Socket);
  }

  /** Ends it, and what its hooks have started. */
  kill(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // It has ended by itself, and so has all that it started.
    }
  }
}

/**
 * Processes for a program, one of them always ready: Node takes a second to load what every program of the stack
 * begins with, and an engine has that second while nobody waits for it.
 */
export class Hosts {
  readonly #options: HostOptions;
  /** Apart from what the engine writes: a preview leaves nothing there. */
  readonly #folder = mkdtempSync(join(tmpdir(), "lobechat-hosts-"));
  readonly #living = new Set<Host>();
  #spare: Host | undefined;
  #closed = false;
  /** Whether a program has told what is worth loading ahead. */
  #told = false;
  readonly #closeWithUs = (): void => {
    for (const host of this.#living) host.kill();
    this.close();
  };

  constructor(options: HostOptions) {
    this.#options = options;
    process.once("exit", this.#closeWithUs);
  }

  take(): Host {
    const host = this.#spare ?? this.#start();
    host.ref();
    this.#spare = undefined;
    if (this.#told) this.#keepSpare();
    host.child.once("exit", () => {
      this.#told = true;
      this.#keepSpare();
    });
    return host;
  }

  close(): void {
    this.#closed = true;
    process.off("exit", this.#closeWithUs);
    this.#spare?.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #keepSpare(): void {
    if (this.#closed || this.#options.cold) return;
    this.#spare ??= this.#start();
    this.#spare.unref();
  }

  #start(): Host {
    const host = new Host(this.#options, join(this.#folder, "packages.json"));
    this.#living.add(host);
    host.child.once("exit", () => this.#living.delete(host));
    return host;
  }
}

/** What a process finds in its environment that nobody told anything. */
export function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
