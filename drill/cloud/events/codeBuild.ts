import { z } from "zod";
import type { Build } from "../cloud";

const startBuild = z.object({
  environmentVariablesOverride: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .default([]),
});

/** CodeBuild's projects. A build is told to whoever listens: what it runs, the drill runs. */
export class CodeBuild {
  readonly #started: (build: Build) => void;
  readonly #environments = new Map<string, Record<string, string>>();

  constructor(started: (build: Build) => void) {
    this.#started = started;
  }

  /** @param environment the variables of every build */
  put(arn: string, environment: Record<string, string>): void {
    this.#environments.set(arn, environment);
  }

  remove(arn: string): void {
    this.#environments.delete(arn);
  }

  /** @param input as StartBuild takes it. @throws Error for a project that is not there */
  start(arn: string, input: unknown): void {
    const environment = this.#environments.get(arn);
    if (environment === undefined) throw new Error(`there is no project ${arn}`);
    const overrides = startBuild.parse(input).environmentVariablesOverride;
    this.#started({
      project: arn.slice(arn.lastIndexOf("/") + 1),
      environment: {
        ...environment,
        ...Object.fromEntries(overrides.map(({ name, value }) => [name, value])),
      },
      at: Date.now(),
    });
  }
}
