import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../../clock";
import { untilSuccess } from "../../pods/probe";
import type { Workload } from "../../pods/workload";
import { hex } from "../../provider/account";
import { labelsOf, type ContainerSettings } from "./settings";

/** What runs in a container, and where its ports are on this machine. */
export interface Launched {
  workload: Workload;
  /** Its own port on 127.0.0.1 by the port in the container. @default it listens on none */
  ports?: ReadonlyMap<number, number>;
  /** What it printed, once it has ended. */
  logs?(): string;
}

export interface ContainerParts {
  clock: Clock;
  launch(container: Container): Promise<Launched>;
}

/** Docker's back-off between restarts: 100 ms, doubled each time, at most a minute. */
const BACK_OFF_MS = { first: 100, most: 60_000 };
/** Of a container without a time to end in: SIGKILL's. */
const KILLED = 137;

/** One container, from its creation until it is removed. */
export class Container {
  readonly id = hex(64);
  readonly createdMs = Date.now();
  readonly settings: ContainerSettings;
  /** The name of its resource, without what the provider adds to it. */
  readonly resource: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly #parts: ContainerParts;
  readonly #stopping = new AbortController();
  #launched: Launched | null = null;
  #running: Promise<void> | null = null;
  #restarts = 0;
  health: "starting" | "healthy" | null = null;
  status: "created" | "running" | "restarting" | "exited" = "created";
  startedMs: number | null = null;
  finishedMs: number | null = null;
  exitCode: number | null = null;

  constructor(resource: string, settings: ContainerSettings, parts: ContainerParts) {
    this.resource = resource;
    this.settings = settings;
    this.labels = labelsOf(settings.labels);
    this.#parts = parts;
  }

  get part(): string {
    return this.labels["lobechat.part"] ?? "";
  }

  get aliases(): string[] {
    const { name, networksAdvanced } = this.settings;
    return [name, ...networksAdvanced.flatMap(({ aliases }) => aliases)];
  }

  get ports(): ReadonlyMap<number, number> {
    return this.status === "running" ? (this.#launched?.ports ?? new Map()) : new Map();
  }

  get logs(): string {
    return this.#launched?.logs?.() ?? "";
  }

  /** Resolves once it runs. @throws why it cannot */
  async start(): Promise<void> {
    await this.#launch();
    this.#running = this.#run();
  }

  /** Its end, when it is one that is not started again. */
  async ended(): Promise<void> {
    await this.#running;
  }

  /** @param timeoutMs on this machine. @returns whether its health check has passed by then */
  async becameHealthy(timeoutMs: number): Promise<boolean> {
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), this.#stopping.signal]);
    while (!signal.aborted && this.health !== "healthy") {
      await delay(20, undefined, { signal }).catch(() => undefined);
    }
    return this.health === "healthy";
  }

  /** @param graceMs milliseconds on this machine from SIGTERM to SIGKILL; 0: SIGKILL at once */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const workload = this.#launched?.workload;
    if (graceMs > 0) workload?.stop();
    const ended = this.#running ?? Promise.resolve();
    const patience = new AbortController();
    await Promise.race([
      ended,
      delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    workload?.kill();
    await ended;
  }

  kill(): void {
    this.#stopping.abort();
    this.#launched?.workload.kill();
  }

  async #launch(): Promise<void> {
    this.health = this.settings.healthcheck === undefined ? null : "starting";
    this.#launched = await this.#parts.launch(this);
    this.status = "running";
    this.startedMs = Date.now();
    void this.#watchHealth(this.#launched);
  }

  async #run(): Promise<void> {
    for (;;) {
      this.#end((await this.#launched?.workload.ended) ?? "");
      if (!this.#isToRestart()) return;
      this.status = "restarting";
      const backOffMs = Math.min(BACK_OFF_MS.first * 2 ** this.#restarts++, BACK_OFF_MS.most);
      const { signal } = this.#stopping;
      await delay(backOffMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted || !(await this.#relaunched())) {
        this.status = "exited";
        return;
      }
    }
  }

  /** A start that fails in a restart is the last one [moby, handleContainerExit]. */
  async #relaunched(): Promise<boolean> {
    try {
      await this.#launch();
      return true;
    } catch (error) {
      console.error(`the container ${this.settings.name} does not start again:`, error);
      return false;
    }
  }

  #end(how: string): void {
    this.status = "exited";
    this.health = null;
    this.finishedMs = Date.now();
    this.exitCode = Number(/^exit code (\d+)$/.exec(how)?.[1] ?? KILLED);
  }

  #isToRestart(): boolean {
    const { restart } = this.settings;
    if (this.#stopping.signal.aborted || restart === "no") return false;
    return restart !== "on-failure" || this.exitCode !== 0;
  }

  /** A server of the stand-in's own is healthy as soon as it listens; a process is asked. */
  async #watchHealth({ workload, ports }: Launched): Promise<void> {
    if (this.health === null) return;
    const asked = addressIn(this.settings.healthcheck?.tests ?? []);
    const port = ports?.get(asked?.port ?? 0);
    if (asked !== null && port !== undefined) {
      const over = new AbortController();
      void workload.ended.then(() => {
        over.abort();
      });
      const target = { port, clock: this.#parts.clock, signal: over.signal };
      await untilSuccess(probeOf(asked.path), target, () => undefined);
      if (over.signal.aborted) return;
    }
    this.health = "healthy";
  }
}

/** What a health check's command asks for over HTTP. null: it asks for nothing */
function addressIn(tests: readonly string[]): { port: number; path: string } | null {
  const [, port, path] = /https?:\/\/[^/\s'":]+:(\d+)(\/[^\s'"`]*)/.exec(tests.join(" ")) ?? [];
  return port === undefined || path === undefined ? null : { port: Number(port), path };
}

function probeOf(path: string) {
  return {
    httpGet: { path },
    initialDelaySeconds: 0,
    periodSeconds: 1,
    timeoutSeconds: 5,
    failureThreshold: 1,
  };
}
