import { said } from "../../ops/said";
import { refuseCascade } from "./cascade";
import { crudOf } from "./crud";
import { deleteInOrder } from "./deletes";
import { containsUnknown, type Properties } from "./envelope";
import type { StepEvent } from "./events";
import { inherit, type Goal } from "./goal";
import { makePlan, type Inspector } from "./plan";
import type { Policing } from "./policing";
import type { CheckFailure } from "./providerClient";
import type { ResourceState } from "./state";
import { StepFailed, Steps, type StepTools } from "./steps";
import type { Targets } from "./targets";
import { providerUrn, stackType, urnType } from "./urn";

/** The update has failed, and whoever still asks for something is told no more than that. */
export class ShutDown extends Error {}

/** What the program is told of a resource. */
export interface Registered {
  urn: string;
  id: string;
  outputs: Properties;
}

export interface UpdateTools extends StepTools {
  policing: Policing;
}

type StateEvent = StepEvent & { new: ResourceState };

/** One update, or its preview: from what the program registers to what the providers are asked. */
export class Update {
  /** Resolves at the first failure. */
  readonly failure: Promise<void>;
  private readonly tools: UpdateTools;
  private readonly targets: Targets;
  private readonly steps: Steps;
  private readonly olds: ReadonlyMap<string, ResourceState>;
  private readonly goals = new Map<string, Goal>();
  private readonly events = new Map<string, StateEvent>();
  private readonly running = new Set<Promise<unknown>>();
  private stackOutputs: { urn: string; outputs: Properties } | undefined;
  private reportFailure: () => void = () => undefined;
  private failed = false;

  constructor(tools: UpdateTools, targets: Targets) {
    this.tools = tools;
    this.targets = targets;
    this.steps = new Steps(tools);
    const current = tools.journal.remaining.filter((resource) => !resource.delete);
    this.olds = new Map(current.map((resource) => [resource.urn, resource]));
    this.failure = new Promise((resolve) => {
      this.reportFailure = resolve;
    });
  }

  /** @throws ShutDown once the update has failed, by this resource or another */
  register(wanted: Goal): Promise<Registered> {
    return this.guard(wanted.urn, () => this.perform(wanted));
  }

  /** @throws ShutDown once the update has failed */
  registerOutputs(urn: string, outputs: Properties): Promise<void> {
    return this.guard(urn, async () => {
      this.tools.redactor.learn(outputs);
      if (this.targets.isSkipped(urn)) return;
      // Those of the stack wait for the end: they depend on how it went.
      if (urnType(urn) === stackType) this.stackOutputs = { urn, outputs };
      else await this.keepOutputs(urn, outputs);
    });
  }

  async invoke(
    token: string,
    provider: string,
    args: Properties,
  ): Promise<{ result: Properties; failures: CheckFailure[] }> {
    const { client, known } = await this.tools.providers.get(provider);
    this.tools.redactor.learn(args);
    return known && !containsUnknown(args)
      ? client.invoke(token, args)
      : { result: {}, failures: [] };
  }

  /** Says what went wrong; nothing new is begun from now on. */
  fail(message: string, urn = ""): void {
    this.tools.events.diagnostic("error", message, urn);
    this.stop();
  }

  /** Nothing new is begun, and nothing is said about it. */
  stop(): void {
    this.failed = true;
    this.reportFailure();
  }

  get hasFailed(): boolean {
    return this.failed;
  }

  /** Resolves when no step is under way any more. */
  async drained(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }

  /** After the program: deletes what it no longer declares. Fails the update rather than throw. */
  async deleteUndeclared(): Promise<void> {
    const deletion = this.guard("", async () => {
      this.targets.requireKnown((urn) => this.olds.has(urn) || this.goals.has(urn));
      const left = this.tools.journal.remaining;
      const condemned = left.filter((resource) => this.targets.includes(resource));
      const staying = left.filter((resource) => !condemned.includes(resource));
      this.targets.requireDependents(condemned, staying);
      // A replaced one waits for its deletion where it is.
      for (const resource of staying)
        if (!resource.delete) this.registered(this.steps.keep(resource));
      await deleteInOrder(condemned, (resource) => this.remove(resource));
    });
    await deletion.catch((error: unknown) => {
      if (!(error instanceof ShutDown)) throw error;
    });
  }

  /** When all is as the program wants it: what its policy packs say of the stack as a whole. */
  async analyzeStack(): Promise<void> {
    const { policing } = this.tools;
    if (this.failed || policing.idle) return;
    const subjects = [...this.events.values()].map(({ new: state }) => ({
      state,
      properties: state.urn === this.stackOutputs?.urn ? this.stackOutputs.outputs : state.outputs,
      goal: this.goals.get(state.urn),
      provider: this.current(providerUrn(state.provider)),
    }));
    const stack = subjects.find(({ state }) => state.type === stackType);
    await policing.analyzeStack(subjects, stack?.state.urn ?? "");
    if (policing.violated) this.fail(this.tools.dryRun ? "preview failed" : "update failed");
  }

  /** The last act: a failed update keeps the outputs that it did not come to replace. */
  async finish(): Promise<void> {
    if (this.stackOutputs !== undefined) {
      const { urn, outputs } = this.stackOutputs;
      const kept = this.failed ? this.olds.get(urn)?.outputs : {};
      await this.keepOutputs(urn, { ...kept, ...outputs });
    }
    this.tools.journal.save();
  }

  private async guard<Result>(urn: string, act: () => Promise<Result>): Promise<Result> {
    if (!this.failed) {
      const acting = act();
      this.running.add(acting);
      try {
        return await acting;
      } catch (error) {
        if (error instanceof StepFailed) this.stop();
        else this.fail(said(error), urn);
      } finally {
        this.running.delete(acting);
      }
    }
    await this.drained();
    throw new ShutDown("resource monitor shut down");
  }

  private async perform(wanted: Goal): Promise<Registered> {
    const goal = inherit(wanted, this.goals.get(wanted.parent));
    const old = this.olds.get(goal.urn);
    this.refuse(goal, old);
    this.goals.set(goal.urn, goal);
    this.tools.redactor.learn(goal.inputs);
    if (!this.targets.includes(goal)) return this.performUntargeted(goal, old);
    this.targets.requireDependencies(goal);
    const crud = crudOf(goal, this.tools.providers);
    const plan = await makePlan(goal, old, crud, this.inspector(goal));
    this.tools.redactor.learn(plan.inputs);
    if (plan.op === "replace" && plan.deleteFirst) {
      const others = this.tools.journal.remaining;
      await refuseCascade(plan.old, others, (other) => crudOf(other, this.tools.providers));
    }
    // Another resource may have failed while this one was being checked.
    if (this.failed) throw new StepFailed("the update has failed");
    return this.registered(await this.steps.apply(goal, plan));
  }

  private async performUntargeted(goal: Goal, old: ResourceState | undefined): Promise<Registered> {
    // As the CLI does: policies see what stays as it was, and of what is not made that it is wanted.
    await this.inspector(goal).analyze(goal.custom ? (old?.inputs ?? {}) : goal.inputs);
    if (old !== undefined) return this.registered(this.steps.keep(old));
    this.targets.skip(goal.urn);
    this.steps.leaveOut(goal);
    // As the CLI answers: a success of which nothing is known.
    return { urn: goal.urn, id: "", outputs: {} };
  }

  private registered(event: StateEvent): Registered {
    const { urn, id, custom, outputs } = event.new;
    this.events.set(urn, event);
    // A component's old outputs may name resources that are not registered yet: it sets its own later.
    return { urn, id, outputs: custom ? outputs : {} };
  }

  private inspector(goal: Goal): Inspector {
    return this.tools.policing.inspector(goal, this.current(providerUrn(goal.provider)));
  }

  /** A resource as it is by now; undefined of one that is not there, and of "". */
  private current(urn: string): ResourceState | undefined {
    return this.events.get(urn)?.new ?? this.olds.get(urn);
  }

  private refuse(goal: Goal, old: ResourceState | undefined): void {
    if (this.goals.has(goal.urn)) {
      throw new Error(`Duplicate resource URN '${goal.urn}'; try giving it a unique name`);
    }
    const alias = old === undefined && goal.aliases.find((urn) => this.olds.has(urn));
    if (typeof alias === "string") {
      throw new Error(
        `'${goal.urn}' has the alias '${alias}', which is in the state: the embedded engine does not move ` +
          "resources by aliases.",
      );
    }
    if (old !== undefined && old.custom !== goal.custom) {
      throw new Error(`'${goal.urn}' cannot turn from a component into a resource, or back.`);
    }
  }

  private async keepOutputs(urn: string, outputs: Properties): Promise<void> {
    const event = this.events.get(urn);
    if (event === undefined) throw new Error(`'${urn}' has outputs, but was never registered.`);
    event.new.outputs = outputs;
    if (event.op === "create") await this.tools.hooks.run("afterCreate", event);
    if (event.op === "update") await this.tools.hooks.run("afterUpdate", event);
    this.tools.events.outputs(event);
  }

  private async remove(resource: ResourceState): Promise<void> {
    if (this.failed) return;
    // Its deletion took place in an earlier update, which did not come to the replacement.
    if (resource.pendingReplacement) this.tools.journal.remove(resource);
    else
      await this.steps.delete(resource).catch((error: unknown) => {
        // At once: others are being deleted at the same time, and must not go on to the next.
        this.stop();
        throw error;
      });
  }
}
