import { join } from "node:path";
import { z } from "zod";
import type { OpenEngine } from "../../../drill/engine/open";
import { PROVIDER } from "../../engine/support/stack";
import { failureOf, startEngine, type TestEngine } from "../../support/engine";
import { awsEnvironment } from "./acm";

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
  /** Ends the engine and its provider, and takes the folder away. */
  readonly close: () => Promise<void>;

  private constructor({ engine, close }: TestEngine) {
    this.#engine = engine;
    this.close = close;
  }

  static async open(awsEndpoint: string): Promise<ListenerStack> {
    return new ListenerStack(
      await startEngine({
        provider: PROVIDER,
        packages: ["test"],
        program: join(__dirname, "programs", "listener"),
        env: awsEnvironment(awsEndpoint),
      }),
    );
  }

  /** @returns what the update failed with, if it did */
  async up(listener: Listener): Promise<string | undefined> {
    await this.#declare(listener);
    return failureOf(() => this.#engine.deployment.up());
  }

  async preview(listener: Listener): Promise<string | undefined> {
    await this.#declare(listener);
    return failureOf(() => this.#engine.deployment.preview());
  }

  /** ARN of the certificate that the listener has. */
  async certificate(): Promise<string | undefined> {
    const exported: { deployment: unknown } = await this.#engine.deployment.exportStack();
    const listener = STATE.parse(exported.deployment).resources.find(({ urn }) =>
      urn.endsWith("::edge-https"),
    );
    return listener?.inputs?.certificateArn;
  }

  async #declare(listener: Listener): Promise<void> {
    const { certificate, sslPolicy = "first" } = listener;
    const config = { certificate: { value: certificate }, sslPolicy: { value: sslPolicy } };
    await this.#engine.deployment.setAllConfig(config);
  }
}
