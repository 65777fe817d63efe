import { join } from "node:path";
import type { OutputMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import type { OpenEngine } from "../../../drill/engine/open";
import { urnName } from "../../../drill/engine/urn";
import { outcomeOf, startEngine, type TestEngine } from "../../support/engine";
import type { Watched } from "./programs/watch";

const STATE = z.object({
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      id: z.string().optional(),
      inputs: z.record(z.string(), z.unknown()).default({}),
      outputs: z.record(z.string(), z.unknown()).default({}),
      dependencies: z.array(z.string()).default([]),
    }),
  ),
});

export type Made = z.infer<typeof STATE>["resources"][number] & { name: string };

/** A stack like the ones that a test wishes something of: no state named, nobody but the owner operates it. */
export const QUIET: Watched = {
  minPods: { blue: 2, green: 6 },
  limits: {
    ...{ emails: [], errorPercent: 5, minRequests: 20, p99Seconds: 20, restarts: 3 },
    ...{ balancerErrors: 10, redisMemoryPercent: 70, sloPercent: 99.9, sloDays: 30 },
  },
  operators: {
    ...{ release: [], rollback: [] },
    repository: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat/prod",
  },
};

/** What watches and operates a stack, on the embedded engine, in a cloud where everything is there at once. */
export class WatchStack {
  readonly #engine: OpenEngine;
  /** Ends the engine and its provider, and takes the folder away. */
  readonly close: () => Promise<void>;

  private constructor({ engine, close }: TestEngine) {
    this.#engine = engine;
    this.close = close;
  }

  static async open(): Promise<WatchStack> {
    return new WatchStack(
      await startEngine({
        provider: join(__dirname, "..", "..", "program", "support", "cloudProvider.ts"),
        packages: ["aws"],
        program: join(__dirname, "programs", "watch"),
        stack: "prod",
      }),
    );
  }

  /** @returns names of the resources that were made, changed or deleted, components left out */
  async up(watched: Watched): Promise<string[]> {
    const value = JSON.stringify(watched);
    await this.#engine.deployment.setAllConfig({ "lobechat:watched": { value } });
    const { changed, error } = await outcomeOf((onEvent) =>
      this.#engine.deployment.up({ onEvent }),
    );
    if (error !== undefined) throw error;
    return changed
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ op, name }) => `${op} ${name}`);
  }

  async resources(): Promise<z.infer<typeof STATE>["resources"]> {
    const exported: { deployment: unknown } = await this.#engine.deployment.exportStack();
    return STATE.parse(exported.deployment).resources;
  }

  /** The state's resources of that kind, e.g. `MetricAlarm`, by name. */
  async made(kind: string): Promise<Map<string, Made>> {
    const found = (await this.resources()).filter(({ type }) => type.endsWith(`:${kind}`));
    return new Map(
      found.map((resource) => {
        const name = urnName(resource.urn);
        return [name, { ...resource, name }];
      }),
    );
  }

  outputs(): Promise<OutputMap> {
    return this.#engine.deployment.outputs();
  }
}
