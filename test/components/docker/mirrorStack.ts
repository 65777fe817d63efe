import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { OpenEngine } from "../../../drill/engine/open";
import { filesBelow } from "../../../drill/scenario/secrets/leavings";
import { failureOf, startEngine, type TestEngine } from "../../support/engine";

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
  /** Ends the engine and its provider, and takes the folder away. */
  readonly close: () => Promise<void>;

  private constructor({ engine, server, options, close }: TestEngine) {
    this.#engine = engine;
    this.#server = server;
    this.#workDir = options.workDir;
    this.close = close;
    server.on("message", ({ did }: { did: string }) => {
      if (did !== "registries") this.did.push(did);
    });
  }

  static async open(): Promise<MirrorStack> {
    return new MirrorStack(
      await startEngine({
        provider: join(__dirname, "dockerProvider.ts"),
        packages: ["docker", "aws"],
        program: join(__dirname, "programs", "mirror"),
        stack: "prod",
      }),
    );
  }

  /** What the registries answer from now on. */
  async has(registries: Registries): Promise<void> {
    this.#server.send(registries);
    await once(this.#server, "message");
  }

  /** @returns what the update failed with, if it did */
  async up(repository: string, releases: Record<string, Entry>): Promise<string | undefined> {
    await this.#declare(repository, releases);
    return failureOf(() => this.#engine.deployment.up());
  }

  async preview(repository: string, releases: Record<string, Entry>): Promise<string | undefined> {
    await this.#declare(repository, releases);
    return failureOf(() => this.#engine.deployment.preview());
  }

  async images(): Promise<unknown> {
    const outputs = await this.#engine.deployment.outputs();
    return outputs["images"]?.value;
  }

  /** Everything that the engine has written. */
  written(): string {
    return [...filesBelow(this.#workDir)].map(({ content }) => String(content)).join("\n");
  }

  async #declare(repository: string, releases: Record<string, Entry>): Promise<void> {
    this.did.length = 0;
    await this.#engine.deployment.setAllConfig({
      repository: { value: repository },
      releases: { value: JSON.stringify(releases) },
    });
  }
}
