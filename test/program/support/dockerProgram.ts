import { join } from "node:path";
import type { ConfigMap, OutputMap } from "@pulumi/pulumi/automation";
import type { Cloud } from "../../../drill/cloud/cloud";
import type { OpenEngine } from "../../../drill/engine/open";
import { RELEASES } from "../../../drill/scenario/catalogue";
import { CleanUp } from "../../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../../drill/scenario/open";
import { openPlatform } from "../../../drill/scenario/platform";
import { wantedConfig, type Wanted } from "../../../drill/scenario/stackConfig";
import type { Deployment } from "../../../ops/deployment";
import { engineKind } from "../../support/engine";
import {
  ofProject,
  resourcesOf,
  toldOf,
  type Outcome,
  type StateResource,
  type Values,
} from "./told";

/** Fast enough for deadlines that a test waits for. */
const SCALE = 120;

/** The whole program on the embedded engine, on the drill's Docker: what it starts really runs. */
export class DockerProgram {
  readonly cloud: Cloud;
  /** What the engine and the cloud write stays below it. */
  readonly workDir: string;
  readonly close: () => Promise<void>;
  readonly #engine: OpenEngine;
  readonly #base: ConfigMap;
  #own: ConfigMap = {};
  #wanted: Wanted = {
    activeColor: "blue",
    blue: RELEASES.first,
    green: RELEASES.first,
    schema: RELEASES.failing.version,
  };

  /** The example of a docker stack, as the drill has it. */
  static async open(): Promise<DockerProgram> {
    const cleanUp = new CleanUp();
    try {
      const workDir = openWorkDir(cleanUp);
      const cloud = await openCloud(workDir, { scale: SCALE }, cleanUp);
      const { env, config } = await openPlatform("docker", cloud, { guard: true });
      const engine = await openStack(engineKind, workDir, cloud, cleanUp, { surroundings: env });
      return new DockerProgram({ cloud, engine, config, workDir }, () => cleanUp.run());
    } catch (error) {
      await cleanUp.run();
      throw error;
    }
  }

  private constructor(
    opened: { cloud: Cloud; engine: OpenEngine; config: ConfigMap; workDir: string },
    close: () => Promise<void>,
  ) {
    this.cloud = opened.cloud;
    this.workDir = opened.workDir;
    this.#engine = opened.engine;
    this.#base = opened.config;
    this.close = close;
  }

  /** Where the engine keeps the state. */
  get engineDir(): string {
    return join(this.workDir, "engine");
  }

  /** Brings the stack to what is wanted; what is left out stays. Other keys of the configuration by name. */
  async up(wanted: Partial<Wanted> = {}, config: Values = {}): Promise<Outcome> {
    this.#wanted = { ...this.#wanted, ...wanted };
    this.#own = { ...this.#own, ...ofProject(config) };
    const { deployment } = this.#engine;
    await deployment.setAllConfig({ ...this.#base, ...wantedConfig(this.#wanted), ...this.#own });
    return toldOf((onEvent) => deployment.up({ onEvent }));
  }

  /** Takes down everything that is not kept. */
  async destroy(): Promise<Outcome> {
    return toldOf((onEvent) => this.#engine.deployment.destroy({ onEvent }));
  }

  async containers(): Promise<StateResource[]> {
    return (await this.resources()).filter(
      ({ type }) => type === "docker:index/container:Container",
    );
  }

  async container(name: string): Promise<StateResource> {
    const found = (await this.containers()).find(({ urn }) => urn.endsWith(`::${name}`));
    if (found === undefined) throw new Error(`no container ${name} in the state`);
    return found;
  }

  resources(): Promise<StateResource[]> {
    return resourcesOf(this.#engine.deployment);
  }

  /** As a command has it. */
  get deployment(): Deployment {
    return this.#engine.deployment;
  }

  outputs(): Promise<OutputMap> {
    return this.#engine.deployment.outputs();
  }
}
