import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../clock";
import type { PlannedFailures } from "../plannedFailures";
import { ASSUMED_START_MS, StartTimes } from "../pods/startTimes";
import type { Processes } from "../pods/processes";
import type { Registry } from "../pods/registry";
import type { AppCommands } from "../pods/appCommand";
import type { ResourceKind } from "../provider/kind";
import type { RunningStore, StartSessionStore } from "../redis/sessionStore";
import { EngineApi } from "./api/engineApi";
import { containerKind } from "./containerKind";
import { DockerEngine } from "./engine/dockerEngine";
import { dockerKinds } from "./kinds";
import { appPart } from "./parts/app";
import { assetsPart } from "./parts/assets";
import { Edge } from "./parts/edge";
import { launcher } from "./parts/launch";
import { OneShots } from "./parts/oneShots";
import { sessionsPart } from "./parts/sessions";
import { writerPart } from "./parts/writer";

export interface DockerParts extends AppCommands {
  clock: Clock;
  failures: PlannedFailures;
  processes: Processes;
  registry: Registry;
  startStore: StartSessionStore;
  /** PEM file that every app trusts. */
  caFile: string;
  /** Everything that it writes stays below this folder. */
  workDir: string;
}

/** A machine with Docker on it, put together. */
export class Docker {
  readonly engine: DockerEngine;
  readonly edge: Edge;
  readonly oneShots: OneShots;
  readonly kinds: [string, ResourceKind][];
  readonly #stores = new Set<RunningStore>();
  readonly #api: EngineApi;

  constructor(parts: DockerParts) {
    const { clock, registry, failures } = parts;
    const workDir = join(parts.workDir, "docker");
    const logDir = join(workDir, "logs");
    mkdirSync(logDir, { recursive: true });
    this.oneShots = new OneShots(clock, failures);
    this.engine = new DockerEngine(registry, workDir, {
      clock,
      launch: (container) => launch(container),
    });
    const { engine } = this;
    const app = appPart({ ...parts, engine, logDir });
    const edge = new Edge(clock, engine);
    this.edge = edge;
    const writer = writerPart({ ...parts, engine, logDir, toolsDir: join(workDir, "tools") });
    const launch = launcher({
      edge: edge.launch,
      "edge-routes": writer,
      "blue-routes": writer,
      "green-routes": writer,
      traffic: writer,
      blue: app,
      green: app,
      sessions: sessionsPart(parts.startStore, this.#stores),
      assets: assetsPart(engine),
      ...this.oneShots.launchers,
    });
    const startTimes = new StartTimes(
      parts.app === undefined ? ASSUMED_START_MS.small : ASSUMED_START_MS.real,
    );
    this.kinds = [
      ...dockerKinds(engine),
      ["docker:index/container:Container", containerKind({ engine, clock, startTimes })],
    ];
    this.#api = new EngineApi(engine);
  }

  /** @returns what DOCKER_HOST is to be */
  listen(): Promise<string> {
    return this.#api.listen();
  }

  setSessionStore(up: boolean): void {
    for (const store of this.#stores) store.setUp(up);
  }

  async close(): Promise<void> {
    this.killAll();
    await this.#api.close();
  }

  killAll(): void {
    this.engine.killAll();
  }
}
