import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { countChanges, type Changes } from "../../drill/engine/changes";
import type { EngineKind, EngineOptions, OpenEngine } from "../../drill/engine/open";
import { openEngine } from "../../drill/engine/openEngine";
import { compiledProgram, compiledScript } from "./compiled";

/** The engine that a suite runs on which knows both: the embedded one, or the real CLI when it is asked for. */
export const engineKind: EngineKind =
  process.env["TEST_ENGINE"] === "pulumi" ? "pulumi" : "embedded";

export interface StartEngine {
  kind?: EngineKind;
  /** The script of the provider server. It prints its port, and is spoken to by messages. */
  provider: string;
  /** The packages that it serves. */
  packages: readonly string[];
  /** The folder of the program. */
  program: string;
  stack?: string;
  env?: Record<string, string>;
  /** What the provider server finds in its environment beside this process's. */
  providerEnv?: Record<string, string>;
}

/** An engine with a program, a provider server and a folder of its own. */
export interface TestEngine {
  engine: OpenEngine;
  options: EngineOptions;
  server: ChildProcess;
  /** Ends all of it, and takes the folder away. */
  close: () => Promise<void>;
}

export async function startEngine(start: StartEngine): Promise<TestEngine> {
  const { kind = "embedded", packages, stack = "test", env = {} } = start;
  const server = fork(compiledScript(start.provider), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, ...start.providerEnv },
  });
  const [port] = server.stdout === null ? [] : ((await once(server.stdout, "data")) as [Buffer]);
  const options: EngineOptions = {
    ...{ kind, stack, env },
    program: compiledProgram(start.program),
    workDir: mkdtempSync(join(tmpdir(), "engine-test-")),
    providers: Object.fromEntries(packages.map((name) => [name, Number(port)])),
  };
  const engine = await openEngine(options);
  const close = async (): Promise<void> => {
    await engine.close();
    server.kill();
    if (server.exitCode === null) await once(server, "exit");
    rmSync(options.workDir, { recursive: true, force: true });
  };
  return { engine, options, server, close };
}

export interface Outcome<Result> extends Changes {
  events: EngineEvent[];
  result?: Result;
  error?: Error;
}

/** Runs an operation of the engine to its end; one that fails is an outcome like any other. */
export async function outcomeOf<Result>(
  act: (onEvent: (event: EngineEvent) => void) => Promise<Result>,
): Promise<Outcome<Result>> {
  const events: EngineEvent[] = [];
  try {
    const result = await act((event) => events.push(event));
    return { ...countChanges(events), events, result };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { ...countChanges(events), events, error };
  }
}

/** @returns what an operation of the engine failed with, if it did */
export async function failureOf(act: () => Promise<unknown>): Promise<string | undefined> {
  return (await outcomeOf(act)).error?.message;
}
