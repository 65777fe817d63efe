import type {
  ConfigMap,
  EngineEvent,
  OutputMap,
  PreviewOptions,
  PreviewResult,
  UpdateSummary,
  UpOptions,
  UpResult,
} from "@pulumi/pulumi/automation";
import type { Deployment } from "../../../ops/deployment";
import { outputsFor, type Site } from "./fakeOutputs";

/** A stack that keeps what an operator can see of one: configuration, history, outputs. */
export class FakeDeployment implements Deployment {
  config: ConfigMap;
  /** Oldest first. */
  readonly past: UpdateSummary[] = [];
  readonly ups: { target: string[] | undefined; config: ConfigMap; message: string }[] = [];
  readonly previews: { config: ConfigMap; levels: string[] }[] = [];
  /** What the next update fails with, and what it says before. */
  failure: Error | undefined;
  events: EngineEvent[] = [];
  /** Called while an update runs. */
  meanwhile: () => void | Promise<void> = () => undefined;
  /** On file and S3 backends no update has a number. */
  numbered = true;
  readonly #site: Site;
  #clock: () => Date;

  constructor(config: ConfigMap, site: Site, clock: () => Date) {
    this.config = config;
    this.#site = site;
    this.#clock = clock;
  }

  async up(options: UpOptions = {}): Promise<UpResult> {
    const { message = "", target, onEvent } = options;
    const config = { ...this.config };
    this.ups.push({ target, config, message });
    const startTime = this.#clock();
    await this.meanwhile();
    for (const event of this.events) onEvent?.(event);
    const { failure } = this;
    const result = failure === undefined ? "succeeded" : "failed";
    const summary = this.record({ config, message, startTime, result, target });
    if (failure !== undefined) throw failure;
    return { stdout: "", stderr: "", outputs: await this.outputs(), summary };
  }

  /** Writes an update into the history, as if somebody had run it. */
  record(update: {
    config?: ConfigMap;
    message?: string;
    startTime?: Date;
    result?: UpdateSummary["result"];
    target?: string[] | undefined;
    kind?: UpdateSummary["kind"];
    environment?: Record<string, string>;
  }): UpdateSummary {
    const { config = { ...this.config }, message = "", startTime = this.#clock() } = update;
    const { result = "succeeded", target, kind = "update", environment = {} } = update;
    const narrowed: Record<string, string> =
      target === undefined ? {} : { "pulumi.flag.target": "set" };
    const summary: UpdateSummary = {
      ...{ kind, startTime, message, config, result },
      environment: { ...environment, ...narrowed },
      endTime: new Date(startTime.getTime() + 4000),
      version: this.numbered ? this.past.length + 1 : 0,
      resourceChanges: { same: 80, update: 1 },
    };
    this.past.push(summary);
    return summary;
  }

  history(pageSize = 10, page = 1): Promise<UpdateSummary[]> {
    const newestFirst = [...this.past].reverse();
    return Promise.resolve(newestFirst.slice((page - 1) * pageSize, page * pageSize));
  }

  outputs(): Promise<OutputMap> {
    const succeeded = this.past.filter(({ result }) => result === "succeeded");
    const full = succeeded.findLast(({ environment }) => !("pulumi.flag.target" in environment));
    const last = succeeded.at(-1);
    return Promise.resolve(
      full === undefined || last === undefined
        ? {}
        : outputsFor(full.config, last.config, this.#site),
    );
  }

  getAllConfig(): Promise<ConfigMap> {
    return Promise.resolve({ ...this.config });
  }

  setAllConfig(config: ConfigMap): Promise<void> {
    this.config = { ...this.config, ...config };
    return Promise.resolve();
  }

  removeAllConfig(keys: string[]): Promise<void> {
    const kept = Object.entries(this.config).filter(([key]) => !keys.includes(key));
    this.config = Object.fromEntries(kept);
    return Promise.resolve();
  }

  preview(options: PreviewOptions = {}): Promise<PreviewResult> {
    const { policyPackConfigs: levels = [], onEvent } = options;
    this.previews.push({ config: { ...this.config }, levels });
    for (const event of this.events) onEvent?.(event);
    const { failure } = this;
    if (failure !== undefined) return Promise.reject(failure);
    return Promise.resolve({ stdout: "", stderr: "", changeSummary: {} });
  }

  destroy(): Promise<never> {
    return Promise.reject(new Error("no command destroys"));
  }

  exportStack(): Promise<never> {
    return Promise.reject(new Error("no command reads the state"));
  }
}
