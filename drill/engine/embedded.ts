import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type {
  ConfigMap,
  DestroyOptions,
  DestroyResult,
  EngineEvent,
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
import { completeConfig, ConfigFile, withNamespace } from "./config";
import { destroy } from "./destroy";
import { Events } from "./events";
import { History } from "./history";
import { Hooks } from "./hooks";
import { Journal, pendingOperationsWarning } from "./journal";
import { Lock } from "./lock";
import type { EngineOptions, OpenEngine } from "./open";
import { stackOutputs } from "./outputs";
import { readProject, type Project } from "./project";
import { Providers } from "./providers";
import { refuseOptions } from "./refuseOptions";
import { Redactor } from "./redactor";
import { run } from "./run";
import { StateFile } from "./stateFile";
import { Targets } from "./targets";
import { Update } from "./update";
import { updateError } from "./updateError";
import { Vault } from "./vault";

interface Settings {
  kind: "update" | "destroy";
  dryRun: boolean;
  config: ConfigMap;
  target: string[] | undefined;
  onEvent: ((event: EngineEvent) => void) | undefined;
  onOutput: ((text: string) => void) | undefined;
}

/** A stack of the embedded engine: its files, and what can be done with it. */
class EmbeddedDeployment implements Deployment {
  programMs: number | null = null;
  private readonly options: EngineOptions;
  private readonly project: Project;
  private readonly stateFile: StateFile;
  private readonly configFile: ConfigFile;
  private readonly updates: History;
  private readonly closing = new AbortController();
  private current: Promise<unknown> = Promise.resolve();

  constructor(options: EngineOptions) {
    this.options = options;
    this.project = readProject(options.program);
    mkdirSync(options.workDir, { recursive: true });
    const vault = new Vault(this.file("key"));
    this.stateFile = new StateFile(this.file("state.json"), vault);
    this.configFile = new ConfigFile(this.file("config.json"), vault);
    this.updates = new History(this.file("history.json"), this.configFile);
  }

  async up(options: UpOptions = {}): Promise<UpResult> {
    refuseOptions("up", options, ["target"]);
    const changed = await this.change("update", options);
    return { ...changed, outputs: stackOutputs(this.stateFile.read()) };
  }

  async destroy(options: DestroyOptions = {}): Promise<DestroyResult> {
    refuseOptions("destroy", options);
    return this.change("destroy", options);
  }

  async preview(options: PreviewOptions = {}): Promise<PreviewResult> {
    refuseOptions("preview", options, ["target"]);
    const { target, onEvent, onOutput } = options;
    const config = this.completeConfig();
    const settings = { kind: "update", dryRun: true, config, target, onEvent, onOutput } as const;
    const { events, failed } = await this.run(settings);
    if (failed) throw updateError(events.errors);
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
  }

  private file(name: string): string {
    return join(this.options.workDir, name);
  }

  /** What changes the stack: under its lock, and with an entry in its history. */
  private async change(kind: Settings["kind"], options: UpOptions): Promise<DestroyResult> {
    const { message = "", target, onEvent, onOutput } = options;
    const lock = Lock.acquire(this.file("lock.json"));
    try {
      const config = this.completeConfig();
      const startTime = new Date();
      const settings = { kind, dryRun: false, config, target, onEvent, onOutput };
      const { events, failed } = await this.run(settings);
      const summary = this.updates.add({
        ...{ kind, startTime, message, environment: {}, config },
        result: failed ? "failed" : "succeeded",
        endTime: new Date(),
        resourceChanges: events.changes,
      });
      if (failed) throw updateError(events.errors, kind);
      return { stdout: events.text, stderr: "", summary };
    } finally {
      lock.release();
    }
  }

  private completeConfig(): ConfigMap {
    try {
      return completeConfig(this.configFile.read(), this.project, this.options.stack);
    } catch (error) {
      throw new CommandError(error instanceof Error ? error.message : String(error));
    }
  }

  private run(settings: Settings): Promise<{ events: Events; failed: boolean }> {
    const running = this.execute(settings);
    this.current = running;
    return running;
  }

  private async execute(settings: Settings): Promise<{ events: Events; failed: boolean }> {
    const { dryRun, config, target, onEvent, onOutput } = settings;
    const signal = this.closing.signal;
    const started = performance.now();
    const redactor = new Redactor();
    const events = new Events({ redactor, planning: dryRun, onEvent, onOutput });
    const snapshot = this.stateFile.read();
    const journal = new Journal(snapshot, (written) => {
      if (!dryRun && !signal.aborted) this.stateFile.write(written);
    });
    const providers = new Providers(this.options.providers, (urn) =>
      snapshot.resources.find((resource) => resource.urn === urn && !resource.delete),
    );
    const hooks = new Hooks(events, dryRun);
    const tools = { dryRun, journal, events, hooks, providers, redactor };
    const update = new Update(tools, new Targets(target));
    const abort = (): void => {
      update.fail("The update was cancelled.");
      providers.close();
    };
    signal.addEventListener("abort", abort, { once: true });
    for (const { value, secret } of Object.values(config)) {
      if (secret === true) redactor.learnPlain(value);
    }
    for (const { inputs, outputs } of snapshot.resources) redactor.learn([inputs, outputs]);
    events.prelude(shown(config));
    if (!dryRun && snapshot.pendingOperations.length > 0) {
      events.diagnostic("warning", pendingOperationsWarning(snapshot.pendingOperations));
    }
    try {
      if (settings.kind === "destroy") await destroy(update, snapshot.resources);
      else {
        const program = this.program(settings);
        this.programMs = await run({ update, hooks, events, signal, program });
      }
      await update.finish();
    } finally {
      signal.removeEventListener("abort", abort);
      providers.close();
      events.summary(performance.now() - started);
    }
    return { events, failed: update.hasFailed };
  }

  private program({ dryRun, config }: Settings) {
    const values = Object.entries(config).map(([key, { value }]) => [key, value] as const);
    return {
      folder: this.options.program,
      entry: this.project.entry,
      typescript: this.project.typescript,
      project: this.project.name,
      stack: this.options.stack,
      dryRun,
      config: Object.fromEntries(values),
      secretKeys: Object.keys(config).filter((key) => config[key]?.secret === true),
      env: this.options.env,
    };
  }
}

function emptyConfig(keys: readonly string[]): ConfigMap {
  return Object.fromEntries(keys.map((key) => [key, { value: "" }]));
}

function shown(config: ConfigMap): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret }]) => [
      key,
      secret === true ? "[secret]" : value,
    ]),
  );
}

export function openEmbedded(options: EngineOptions): OpenEngine {
  const deployment = new EmbeddedDeployment(options);
  return {
    deployment,
    kind: "embedded",
    version,
    programMs: () => deployment.programMs,
    close: () => deployment.close(),
  };
}
