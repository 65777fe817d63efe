import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { EngineKind } from "../../../drill/engine/open";
import { RELEASES } from "../../../drill/scenario/catalogue";
import { baseConfig, wantedConfig, type Wanted } from "../../../drill/scenario/stackConfig";
import { engineKind, startEngine, type TestEngine } from "../../support/engine";
import { Balancer, type Told } from "./balancer";
import type { Orders } from "./cloudProvider";
import { DeployedStack } from "./deployedStack";
import { ofProject, toldOf, type Outcome, type Values } from "./told";

const CHECKOUT = join(__dirname, "..", "..", "..");

export interface OpenProgram {
  config?: ConfigMap;
  /** The suite's engine where it is left out. */
  kind?: EngineKind;
}

/** The whole program on the embedded engine, in a cloud where everything is there at once. */
export class Program extends DeployedStack {
  /** `create Job snapshot-…`, as the cloud was asked, in order. */
  readonly calls: string[] = [];
  readonly #server: ChildProcess;
  /** What the engine writes stays below it. */
  readonly workDir: string;
  /** Ends the engine and its cloud, and takes the folder away. */
  readonly close: () => Promise<void>;
  readonly #base: ConfigMap;
  /** Keys by name that an update asked for: they stay. */
  readonly #own: ConfigMap = {};
  #wanted: Wanted = {
    activeColor: "blue",
    blue: RELEASES.first,
    green: RELEASES.first,
    schema: RELEASES.sick.version,
  };

  /** What the guard of the traffic rule finds. */
  readonly balancer: Balancer;

  private constructor(
    { engine, server, options, close }: TestEngine,
    balancer: Balancer,
    config?: ConfigMap,
  ) {
    super(engine);
    this.#server = server;
    this.balancer = balancer;
    this.workDir = options.workDir;
    this.close = async () => {
      await close();
      await balancer.close();
    };
    this.#base = config ?? { ...baseConfig(), ...wantedConfig(this.#wanted) };
    server.on("message", (told: Told) => {
      this.calls.push(`${String(told.call)} ${String(told.kind)} ${String(told.name)}`);
      balancer.learn(told);
    });
  }

  /** The production example, or another configuration, whole. */
  static async open({ config, kind = engineKind }: OpenProgram = {}): Promise<Program> {
    const balancer = await Balancer.start();
    const started = await startEngine({
      kind,
      provider: join(__dirname, "cloudProvider.ts"),
      packages: ["aws", "kubernetes", "random", "tls"],
      program: CHECKOUT,
      env: balancer.env,
      providerEnv: { LISTENER_PORT: String(balancer.port) },
    });
    return new Program(started, balancer, config);
  }

  /** Brings the stack to what is wanted; what is left out stays. Other keys of the configuration by name. */
  async up(
    wanted: Partial<Wanted> = {},
    options: { target?: string[]; config?: Values; without?: string[] } = {},
  ): Promise<Outcome> {
    // At once: what an earlier update asked for must not be taken for this one's.
    this.calls.length = 0;
    this.#wanted = { ...this.#wanted, ...wanted };
    if (Object.keys(wanted).length > 0) Object.assign(this.#base, wantedConfig(this.#wanted));
    Object.assign(this.#own, ofProject(options.config ?? {}));
    for (const key of options.without ?? []) Reflect.deleteProperty(this.#own, `lobechat:${key}`);
    if (options.without !== undefined) await this.deployment.removeAllConfig(options.without);
    await this.deployment.setAllConfig({ ...this.#base, ...this.#own });
    const target = options.target === undefined ? {} : { target: options.target };
    return toldOf((onEvent) => this.deployment.up({ onEvent, ...target }));
  }

  /** What an update to what is wanted now would do. Other keys of the configuration by name. */
  async preview(wanted: Partial<Wanted>, config: Values = {}): Promise<Outcome> {
    await this.deployment.setAllConfig({
      ...wantedConfig({ ...this.#wanted, ...wanted }),
      ...ofProject(config),
    });
    return toldOf((onEvent) => this.deployment.preview({ onEvent }));
  }

  async trafficRule(): Promise<string> {
    return String((await this.outputs())["trafficRule"]?.value);
  }

  /** What the cloud is to refuse, and what it is to sit on. */
  order(orders: Partial<Orders>): void {
    this.#server.send({ fail: [], hold: [], ...orders });
  }

  /** Resolves when the cloud has been asked for this, e.g. `update Deployment green`. */
  async asked(call: string): Promise<void> {
    while (!this.calls.includes(call)) await once(this.#server, "message");
  }
}
