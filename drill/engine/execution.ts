import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import { said } from "../../ops/said";
import { destroy } from "./destroy";
import { Events } from "./events";
import { Hooks } from "./hooks";
import type { Hosts } from "./hosts";
import { Journal, pendingOperationsWarning } from "./journal";
import type { EngineOptions } from "./open";
import type { Project } from "./project";
import { Policing } from "./policing";
import type { PolicyPack } from "./policyPack";
import type { PolicyOptions, PolicyPacks } from "./policyPacks";
import { Providers } from "./providers";
import { Redactor } from "./redactor";
import { refresh } from "./refresh";
import { run } from "./run";
import type { Snapshot } from "./state";
import type { StateFile } from "./stateFile";
import { Targets } from "./targets";
import { Update } from "./update";

/** One update, destroy or preview, as it was asked for. */
export interface Order {
  kind: "update" | "destroy";
  dryRun: boolean;
  config: ConfigMap;
  /** Whether the providers are asked first what is really there. */
  refresh: boolean;
  target: string[] | undefined;
  policies: PolicyOptions;
  onEvent: ((event: EngineEvent) => void) | undefined;
  onOutput: ((text: string) => void) | undefined;
}

/** The stack that it is carried out on. */
export interface Place {
  options: EngineOptions;
  project: Project;
  stateFile: StateFile;
  hosts: Hosts;
  policyPacks: PolicyPacks;
  /** Aborted when the engine is closed in the middle of it. */
  signal: AbortSignal;
}

export interface Execution {
  events: Events;
  failed: boolean;
  /** Milliseconds from spawn to exit of the program; null where it did not run. */
  programMs: number | null;
}

/** What serves an execution from its first event to its last. */
interface Means {
  events: Events;
  redactor: Redactor;
  providers: Providers;
  policing: Policing;
}

/** Carries out an order. What fails is told by its events, and is no exception. */
export async function execute(order: Order, place: Place): Promise<Execution> {
  const { dryRun, config, onEvent, onOutput } = order;
  const started = performance.now();
  const redactor = new Redactor();
  const events = new Events({ redactor, planning: dryRun, onEvent, onOutput });
  const stored = place.stateFile.read();
  const providers = new Providers(place.options.providers, (urn) =>
    stored.resources.find((resource) => resource.urn === urn && !resource.delete),
  );
  const cutOff = (): void => {
    providers.close();
  };
  place.signal.addEventListener("abort", cutOff, { once: true });
  for (const { value, secret } of Object.values(config)) {
    if (secret === true) redactor.learnPlain(value);
  }
  for (const { inputs, outputs } of stored.resources) redactor.learn([inputs, outputs]);
  events.prelude(shown(config));
  let ended: Omit<Execution, "events"> = { failed: true, programMs: null };
  try {
    const packs = await packsFor(order, place, events);
    if (packs === undefined) return { events, ...ended };
    const means = { events, redactor, providers, policing: new Policing(packs, events, dryRun) };
    const snapshot = await baseOf(order, place, stored, means);
    if (snapshot === undefined) return { events, ...ended };
    ended = await carryOut(order, place, snapshot, means);
    return { events, ...ended };
  } finally {
    place.signal.removeEventListener("abort", cutOff);
    providers.close();
    events.summary(performance.now() - started, ended.failed);
  }
}

/** @returns undefined when one of them does not start */
async function packsFor(
  { policies }: Order,
  { policyPacks }: Place,
  events: Events,
): Promise<readonly PolicyPack[] | undefined> {
  try {
    const packs = await policyPacks.load(policies);
    events.policed(packs);
    return packs;
  } catch (error) {
    events.diagnostic("error", said(error));
    return undefined;
  }
}

/** @returns what the update starts from; undefined when that could not be found out */
async function baseOf(
  order: Order,
  { stateFile, signal }: Place,
  stored: Snapshot,
  means: Means,
): Promise<Snapshot | undefined> {
  if (!order.refresh) return stored;
  const snapshot = await refresh(stored, new Targets(order.target), means);
  if (snapshot !== undefined && !signal.aborted) stateFile.write(snapshot);
  return snapshot;
}

async function carryOut(
  order: Order,
  place: Place,
  snapshot: Snapshot,
  means: Means,
): Promise<Omit<Execution, "events">> {
  const { dryRun, target } = order;
  const { signal, stateFile, hosts } = place;
  const journal = new Journal(snapshot, (written) => {
    if (!dryRun && !signal.aborted) stateFile.write(written);
  });
  const hooks = new Hooks(means.events, dryRun);
  const update = new Update({ ...means, dryRun, journal, hooks }, new Targets(target));
  const abort = (): void => {
    update.fail("The update was cancelled.");
  };
  signal.addEventListener("abort", abort, { once: true });
  if (!dryRun && snapshot.pendingOperations.length > 0) {
    means.events.diagnostic("warning", pendingOperationsWarning(snapshot.pendingOperations));
  }
  try {
    let programMs: number | null = null;
    if (order.kind === "destroy") await destroy(update, snapshot.resources);
    else {
      const program = programOf(order, place);
      programMs = await run({ update, hooks, events: means.events, signal, hosts, program });
      await update.analyzeStack();
    }
    await update.finish();
    return { failed: update.hasFailed, programMs };
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

function programOf({ dryRun, config }: Order, { options, project }: Place) {
  const values = Object.entries(config).map(([key, { value }]) => [key, value] as const);
  return {
    folder: options.program,
    entry: project.entry,
    typescript: project.typescript,
    project: project.name,
    stack: options.stack,
    dryRun,
    config: Object.fromEntries(values),
    secretKeys: Object.keys(config).filter((key) => config[key]?.secret === true),
  };
}

function shown(config: ConfigMap): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config).map(([key, { value, secret }]) => [
      key,
      secret === true ? "[secret]" : value,
    ]),
  );
}
