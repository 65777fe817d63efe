import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Cloud } from "../../../drill/cloud/cloud";
import type { OpenEngine } from "../../../drill/engine/open";
import { RELEASES } from "../../../drill/scenario/catalogue";
import { CleanUp } from "../../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../../drill/scenario/open";
import { openPlatform } from "../../../drill/scenario/platform";
import { wantedConfig, type Wanted } from "../../../drill/scenario/stackConfig";
import { engineKind } from "../../support/engine";
import { DeployedStack } from "./deployedStack";
import { ofProject, toldOf, type Outcome, type StateResource, type Values } from "./told";

/** Fast enough for deadlines that a test waits for. */
const SCALE = 120;

/** The whole program on the embedded engine, on the drill's Docker: what it starts really runs. */
export class DockerProgram extends DeployedStack {
  readonly cloud: Cloud;
  /** What the engine and the cloud write stays below it. */
  readonly workDir: string;
  readonly close: () => Promise<void>;
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
    super(opened.engine);
    this.cloud = opened.cloud;
    this.workDir = opened.workDir;
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
    await this.deployment.setAllConfig({
      ...this.#base,
      ...wantedConfig(this.#wanted),
      ...this.#own,
    });
    return toldOf((onEvent) => this.deployment.up({ onEvent }));
  }

  async containers(): Promise<StateResource[]> {
    return (await this.resources()).filter(
      ({ type }) => type === "docker:index/container:Container",
    );
  }

  container(name: string): Promise<StateResource> {
    return this.resource("Container", name);
  }
}
