import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { OpenEngine } from "../../../drill/engine/open";
import { openEngine } from "../../../drill/engine/openEngine";
import { compiledProgram, compiledScript } from "../../support/compiled";

const TESTS = join(__dirname, "..", "..");

const STATE = z.object({
  resources: z.array(
    z.object({
      urn: z.string(),
      inputs: z.looseObject({ certificateArn: z.string().optional() }).optional(),
    }),
  ),
});

interface Listener {
  certificate: string;
  sslPolicy?: string;
}

/** The program beside this file on the embedded engine: one listener, and whoever answers for ACM. */
export class ListenerStack {
  readonly #engine: OpenEngine;
  readonly #server: ChildProcess;
  readonly #workDir: string;

  private constructor(engine: OpenEngine, server: ChildProcess, workDir: string) {
    this.#engine = engine;
    this.#server = server;
    this.#workDir = workDir;
  }

  static async open(awsEndpoint: string): Promise<ListenerStack> {
    const script = compiledScript(join(TESTS, "engine", "support", "provider.ts"));
    const server = fork(script, { stdio: ["ignore", "pipe", "inherit", "ipc"] });
    const [port] = server.stdout === null ? [] : ((await once(server.stdout, "data")) as [Buffer]);
    const workDir = mkdtempSync(join(tmpdir(), "listener-test-"));
    const engine = await openEngine({
      kind: "embedded",
      program: compiledProgram(join(__dirname, "programs", "listener")),
      stack: "test",
      workDir,
      providers: { test: Number(port) },
      env: {
        AWS_ENDPOINT_URL: awsEndpoint,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    });
    return new ListenerStack(engine, server, workDir);
  }

  /** @returns what the update failed with, if it did */
  async up(listener: Listener): Promise<string | undefined> {
    await this.#declare(listener);
    return messageOf(this.#engine.deployment.up());
  }

  async preview(listener: Listener): Promise<string | undefined> {
    await this.#declare(listener);
    return messageOf(this.#engine.deployment.preview());
  }

  /** ARN of the certificate that the listener has. */
  async certificate(): Promise<string | undefined> {
    const exported: { deployment: unknown } = await this.#engine.deployment.exportStack();
    const listener = STATE.parse(exported.deployment).resources.find(({ urn }) =>
      urn.endsWith("::edge-https"),
    );
    return listener?.inputs?.certificateArn;
  }

  async close(): Promise<void> {
    await this.#engine.close();
    this.#server.kill();
    if (this.#server.exitCode === null) await once(this.#server, "exit");
    rmSync(this.#workDir, { recursive: true, force: true });
  }

  async #declare(listener: Listener): Promise<void> {
    const { certificate, sslPolicy = "first" } = listener;
    const config = { certificate: { value: certificate }, sslPolicy: { value: sslPolicy } };
    await this.#engine.deployment.setAllConfig(config);
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
