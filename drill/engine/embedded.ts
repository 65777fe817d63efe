import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type {
  ConfigMap,
  DestroyOptions,
  DestroyResult,
  OutputMap,
  PreviewOptions,
  PreviewResult,
  UpdateSummary,
  UpOptions,
  UpResult,
  Deployment as ExportedDeployment,
} from "@pulumi/pulumi/automation";
import { CommandError } from "@pulumi/pulumi/automation/errors";
import { version } from "@pulumi/pulumi/version";
import type { Deployment } from "../../ops/deployment";
import { said } from "../../ops/said";
import { completeConfig, ConfigFile, withNamespace } from "./config";
import { describe } from "./describe";
import { execute, type Execution, type Order } from "./execution";
import { History } from "./history";
import { Lock } from "./lock";
import { Hosts } from "./hosts";
import type { EngineOptions, OwnEngine } from "./open";
import { stackOutputs } from "./outputs";
import { PolicyPacks } from "./policyPacks";
import { readProject, type Project } from "./project";
import { refuseOptions } from "./refuseOptions";
import { StateFile } from "./stateFile";
import { updateError } from "./updateError";
import { Vault } from "./vault";

/** What the CLI is told by `--policy-pack` and `--policy-pack-config`. */
const policyOptions = ["policyPacks", "policyPackConfigs"];

/** A stack of the embedded engine: its files, and what can be done with it. */
class EmbeddedDeployment implements Deployment {
  programMs: number | null = null;
  private readonly options: EngineOptions;
  private readonly project: Project;
  private readonly stateFile: StateFile;
  private readonly configFile: ConfigFile;
  private readonly updates: History;
  private readonly hosts: Hosts;
  private readonly policyPacks: PolicyPacks;
  private readonly closing = new AbortController();
  private current: Promise<unknown> = Promise.resolve();

  constructor(options: EngineOptions) {
    this.options = options;
    this.project = readProject(options.program);
    mkdirSync(options.workDir, { recursive: true });
    const vault = new Vault(this.file("key"));
    this.stateFile = new StateFile(this.file("state.json"), vault);
    this.configFile = new ConfigFile(this.file("config.json"), vault);
    this.hosts = new Hosts({
      ...{ folder: options.program, env: options.env },
      cold: options.coldStart ?? false,
    });
    this.policyPacks = options.policyPacks ?? new PolicyPacks();
    this.updates = new History(this.file("history.json"), this.configFile);
  }

  async up(options: UpOptions = {}): Promise<UpResult> {
    refuseOptions("up", options, ["target", "refresh", ...policyOptions]);
    const changed = await this.change("update", options);
    return { ...changed, outputs: stackOutputs(this.stateFile.read()) };
  }

  async destroy(options: DestroyOptions = {}): Promise<DestroyResult> {
    refuseOptions("destroy", options);
    return this.change("destroy", options);
  }

  async preview(options: PreviewOptions = {}): Promise<PreviewResult> {
    refuseOptions("preview", options, ["target", ...policyOptions]);
    const { target, onEvent, onOutput } = options;
    const config = this.completeConfig();
    const dry = { kind: "update", dryRun: true, refresh: false } as const;
    const { events, failed } = await this.run({
      ...{ ...dry, config, target, policies: options, onEvent, onOutput },
    });
    if (failed) throw updateError(events);
    return { stdout: events.text, stderr: "", changeSummary: events.changes };
  }

  history(pageSize?: number, page = 1, showSecrets = true): Promise<UpdateSummary[]> {
    return Promise.resolve(this.updates.list(pageSize, page, showSecrets));
  }

  outputs(): Promise<OutputMap> {
    return Promise.resolve(stackOutputs(this.stateFile.read()));
  }

  getAllConfig(): Promise<ConfigMap> {
    return Promise.resolve(this.configFile.read());
  }

  setAllConfig(config: ConfigMap, path = false): Promise<void> {
    if (path) refuseOptions("setAllConfig", { path });
    const named = withNamespace(config, this.project);
    this.configFile.write({ ...this.configFile.read(), ...named });
    return Promise.resolve();
  }

  removeAllConfig(keys: string[], path = false): Promise<void> {
    if (path) refuseOptions("removeAllConfig", { path });
    const gone = Object.keys(withNamespace(emptyConfig(keys), this.project));
    const kept = Object.entries(this.configFile.read()).filter(([key]) => !gone.includes(key));
    this.configFile.write(Object.fromEntries(kept));
    return Promise.resolve();
  }

  exportStack(): Promise<ExportedDeployment> {
    return Promise.resolve(this.stateFile.export());
  }

  /** What an update had begun stays on record as a pending operation. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled([this.current]);
    this.hosts.close();
    if (this.policyPacks !== this.options.policyPacks) this.policyPacks.close();
  }

  private file(name: string): string {
    return join(this.options.workDir, name);
  }

  /** What changes the stack: under its lock, and with an entry in its history. */
  private async change(kind: Order["kind"], options: UpOptions): Promise<DestroyResult> {
    const { target, refresh = false, onEvent, onOutput } = options;
    const lock = Lock.acquire(this.file("lock.json"));
    try {
      const config = this.completeConfig();
      const startTime = new Date();
      const { message, environment } = await describe(options, this.options.program);
      const { events, failed } = await this.run({
        ...{ kind, dryRun: false, refresh, config, target, policies: options, onEvent, onOutput },
      });
      const summary = this.updates.add({
        ...{ kind, startTime, message, environment, config },
        result: failed ? "failed" : "succeeded",
        endTime: new Date(),
        resourceChanges: events.changes,
      });
      if (failed) throw updateError(events, kind);
      return { stdout: events.text, stderr: "", summary };
    } finally {
      lock.release();
    }
  }

  private completeConfig(): ConfigMap {
    try {
      return completeConfig(this.configFile.read(), this.project, this.options.stack);
    } catch (error) {
      throw new CommandError(said(error));
    }
  }

  private async run(order: Order): Promise<Execution> {
    const { options, project, stateFile, hosts, policyPacks } = this;
    const { signal } = this.closing;
    const running = execute(order, { options, project, stateFile, hosts, policyPacks, signal });
    this.current = running;
    const execution = await running;
    this.programMs = execution.programMs ?? this.programMs;
    return execution;
  }
}

function emptyConfig(keys: readonly string[]): ConfigMap {
  return Object.fromEntries(keys.map((key) => [key, { value: "" }]));
}

export function openEmbedded(options: EngineOptions): OwnEngine {
  const deployment = new EmbeddedDeployment(options);
  return {
    deployment,
    kind: "embedded",
    version,
    programMs: () => deployment.programMs,
    // The next update looks by itself whether whoever holds the lock is gone.
    freeDeadLock: () => Promise.resolve("its lock is the next update's to take"),
    close: () => deployment.close(),
  };
}
