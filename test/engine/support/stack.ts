import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineOptions, OpenEngine } from "../../../drill/engine/open";
import type { PolicyOptions } from "../../../drill/engine/policyPacks";
import { urnName } from "../../../drill/engine/urn";
import { engineKind, outcomeOf, startEngine, type TestEngine } from "../../support/engine";
import type { Drift, Inputs } from "./provider";
import type { Spec } from "./spec";

export interface Call {
  call: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** A resource as a Pulumi deployment writes it; what is empty may be left out. */
export interface StoredResource {
  urn: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  initErrors?: string[];
  dependencies?: string[];
}

/** The script of the provider that serves the package `test`. */
export const PROVIDER = join(__dirname, "provider.ts");

interface Stored {
  resources?: StoredResource[];
  pending_operations?: { type: string; resource: StoredResource }[];
}

/** A stack of the test program, with a provider server and a folder of its own. */
export class TestStack {
  /** Every call of the provider so far. */
  readonly seen: Call[] = [];
  private calls: Call[] = [];
  readonly engine: OpenEngine;
  readonly options: EngineOptions;
  private readonly server: ChildProcess;
  /** Ends the engine and its provider, and takes the folder away. */
  readonly close: () => Promise<void>;

  private constructor({ engine, options, server, close }: TestEngine) {
    this.engine = engine;
    this.options = options;
    this.server = server;
    this.close = close;
    server.on("message", (call: Call) => {
      this.calls.push(call);
      this.seen.push(call);
    });
  }

  static async open(program = "things", kind = engineKind): Promise<TestStack> {
    return new TestStack(
      await startEngine({
        kind,
        provider: PROVIDER,
        packages: ["test"],
        program: join(__dirname, "..", "programs", program),
      }),
    );
  }

  /** Runs the program with these resources; a failed update is an outcome like any other. */
  async up(
    things: Spec[],
    options: PolicyOptions & { target?: string[]; message?: string; refresh?: boolean } = {},
  ) {
    await this.declare(things);
    return outcomeOf((onEvent) => this.engine.deployment.up({ ...options, onEvent }));
  }

  async destroy(options: { message?: string } = {}) {
    return outcomeOf((onEvent) => this.engine.deployment.destroy({ ...options, onEvent }));
  }

  async preview(things: Spec[], options: PolicyOptions = {}) {
    await this.declare(things);
    return outcomeOf((onEvent) => this.engine.deployment.preview({ ...options, onEvent }));
  }

  async declare(things: Spec[]): Promise<void> {
    await this.engine.deployment.setAllConfig({ things: { value: JSON.stringify(things) } });
  }

  /** What is known of a resource after the last update; undefined of one that is not there. */
  async state(name: string): Promise<StoredResource | undefined> {
    const { resources = [] } = await this.stored();
    return resources.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  /** The operations that an update did not come to the end of, as "creating first". */
  async pending(): Promise<string[]> {
    const { pending_operations = [] } = await this.stored();
    return pending_operations.map(({ type, resource }) => `${type} ${urnName(resource.urn)}`);
  }

  private async stored(): Promise<Stored> {
    const exported: { deployment: unknown } = await this.engine.deployment.exportStack();
    return exported.deployment as Stored;
  }

  /** The content of every file that the engine has written, by its path. */
  files(): Map<string, string> {
    const entries = readdirSync(this.options.workDir, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
    return new Map(paths.map((path) => [path, readFileSync(path, "utf8")]));
  }

  /** The calls that change something, as "create first", since the last time it was asked. */
  changingCalls(): string[] {
    const changing = ["create", "update", "delete"];
    return this.allCalls().filter((call) => changing.includes(call.split(" ")[0] ?? ""));
  }

  /** Every call since the last time one was asked for. */
  allCalls(): string[] {
    return this.calls.splice(0).map(({ call, name }) => `${call} ${name}`);
  }

  urn(name: string, box?: string): string {
    const path = box === undefined ? "test:index:Thing" : "test:index:Box$test:index:Thing";
    return `urn:pulumi:test::things::${path}::${name}`;
  }

  /** Resolves when the provider is asked for this. */
  async asked(call: string, name: string): Promise<void> {
    const isIt = (seen: Call): boolean => seen.call === call && seen.name === name;
    while (!this.calls.some(isIt)) await once(this.server, "message");
  }

  /** Changes a thing behind the engine's back, or takes it away. */
  async drift(name: string, to: Inputs | null): Promise<void> {
    const done = this.asked("drifted", name);
    const drift: Drift = { drifted: name, to };
    this.server.send(drift);
    await done;
  }

  /** Lets the call go on that a resource holds. */
  release(): void {
    this.server.send("release");
  }
}
