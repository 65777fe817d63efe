import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent, UpResult } from "@pulumi/pulumi/automation";
import { countChanges, type Changes } from "../../../drill/engine/changes";
import type { EngineKind, EngineOptions, OpenEngine } from "../../../drill/engine/open";
import { openEngine } from "../../../drill/engine/openEngine";
import type { Spec } from "./spec";

export interface Call {
  call: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** The engine that the suite runs on: the embedded one, or the real CLI when it is asked for. */
export const engineKind: EngineKind =
  process.env["TEST_ENGINE"] === "pulumi" ? "pulumi" : "embedded";

export interface Outcome extends Changes {
  events: EngineEvent[];
  result?: UpResult;
  error?: Error;
}

/** A stack of the test program, with a provider server and a folder of its own. */
export class TestStack {
  readonly calls: Call[] = [];
  readonly engine: OpenEngine;
  readonly options: EngineOptions;
  private readonly server: ChildProcess;

  private constructor(engine: OpenEngine, options: EngineOptions, server: ChildProcess) {
    this.engine = engine;
    this.options = options;
    this.server = server;
    server.on("message", (call: Call) => {
      this.calls.push(call);
    });
  }

  static async open(program = "things"): Promise<TestStack> {
    const server = fork(join(__dirname, "provider.ts"), {
      execArgv: ["--require", "ts-node/register/transpile-only"],
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const [port] = server.stdout === null ? [] : ((await once(server.stdout, "data")) as [Buffer]);
    const options: EngineOptions = {
      kind: engineKind,
      program: join(__dirname, "..", "programs", program),
      stack: "test",
      workDir: mkdtempSync(join(tmpdir(), "engine-test-")),
      providers: { test: Number(port) },
      env: {},
    };
    return new TestStack(await openEngine(options), options, server);
  }

  /** Runs the program with these resources; a failed update is an outcome like any other. */
  async up(
    things: Spec[],
    options: { target?: string[]; message?: string } = {},
  ): Promise<Outcome> {
    await this.engine.deployment.setAllConfig({ things: { value: JSON.stringify(things) } });
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent): void => {
      events.push(event);
    };
    try {
      const result = await this.engine.deployment.up({ ...options, onEvent });
      return { ...countChanges(events), events, result };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { ...countChanges(events), events, error };
    }
  }

  /** The calls that change something, as "create first", since the last time it was asked. */
  changingCalls(): string[] {
    const changing = ["create", "update", "delete"];
    const calls = this.calls.splice(0).filter(({ call }) => changing.includes(call));
    return calls.map(({ call, name }) => `${call} ${name}`);
  }

  urn(name: string, box?: string): string {
    const path = box === undefined ? "test:index:Thing" : "test:index:Box$test:index:Thing";
    return `urn:pulumi:test::things::${path}::${name}`;
  }

  /** Resolves when the provider is asked for this. */
  async asked(call: string, name: string): Promise<void> {
    const isIt = (seen: Call): boolean => seen.call === call && seen.name === name;
    while (!this.calls.some(isIt)) await once(this.server, "message");
  }

  /** Lets the call go on that a resource holds. */
  release(): void {
    this.server.send("release");
  }

  async close(): Promise<void> {
    await this.engine.close();
    this.server.kill();
    if (this.server.exitCode === null) await once(this.server, "exit");
    rmSync(this.options.workDir, { recursive: true, force: true });
  }
}
