import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenEngine } from "../../../drill/engine/open";
import { openEngine } from "../../../drill/engine/openEngine";
import { compiledProgram, compiledScript } from "../../support/compiled";

/** What there is to pull, and what a push of each name becomes: digests by image name. */
export interface Registries {
  tags: Record<string, string>;
  pushed: Record<string, string>;
}

/** An entry of the catalogue as one writes it. */
export interface Entry {
  version: string;
  source?: string;
  digest?: string;
}

/** The stack lobechat-images on the embedded engine, with a docker engine that only takes note. */
export class MirrorStack {
  /** What was asked of docker and AWS, in order. */
  readonly did: string[] = [];
  readonly #engine: OpenEngine;
  readonly #server: ChildProcess;
  readonly #workDir: string;

  private constructor(engine: OpenEngine, server: ChildProcess, workDir: string) {
    this.#engine = engine;
    this.#server = server;
    this.#workDir = workDir;
    server.on("message", ({ did }: { did: string }) => {
      if (did !== "registries") this.did.push(did);
    });
  }

  static async open(): Promise<MirrorStack> {
    const server = fork(compiledScript(join(__dirname, "dockerProvider.ts")), {
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const [port] = server.stdout === null ? [] : ((await once(server.stdout, "data")) as [Buffer]);
    const workDir = mkdtempSync(join(tmpdir(), "mirror-test-"));
    const engine = await openEngine({
      kind: "embedded",
      program: compiledProgram(join(__dirname, "programs", "mirror")),
      stack: "prod",
      workDir,
      providers: { docker: Number(port), aws: Number(port) },
      env: {},
    });
    return new MirrorStack(engine, server, workDir);
  }

  /** What the registries answer from now on. */
  async has(registries: Registries): Promise<void> {
    this.#server.send(registries);
    await once(this.#server, "message");
  }

  /** @returns what the update failed with, if it did */
  async up(repository: string, releases: Record<string, Entry>): Promise<string | undefined> {
    await this.#declare(repository, releases);
    return messageOf(this.#engine.deployment.up());
  }

  async preview(repository: string, releases: Record<string, Entry>): Promise<string | undefined> {
    await this.#declare(repository, releases);
    return messageOf(this.#engine.deployment.preview());
  }

  async images(): Promise<unknown> {
    const outputs = await this.#engine.deployment.outputs();
    return outputs["images"]?.value;
  }

  /** Everything that the engine has written. */
  written(): string {
    const entries = readdirSync(this.#workDir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))).join("\n");
  }

  async close(): Promise<void> {
    await this.#engine.close();
    this.#server.kill();
    if (this.#server.exitCode === null) await once(this.#server, "exit");
    rmSync(this.#workDir, { recursive: true, force: true });
  }

  async #declare(repository: string, releases: Record<string, Entry>): Promise<void> {
    this.did.length = 0;
    await this.#engine.deployment.setAllConfig({
      repository: { value: repository },
      releases: { value: JSON.stringify(releases) },
    });
  }
}

async function messageOf(update: Promise<unknown>): Promise<string | undefined> {
  try {
    await update;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
