import type { OpType } from "@pulumi/pulumi/automation";
import { said } from "../../ops/said";
import { crudOf } from "./crud";
import { secret, isSecret, type Properties } from "./envelope";
import type { Events, StepEvent } from "./events";
import { stateOf, type Goal } from "./goal";
import type { Hooks } from "./hooks";
import type { Journal } from "./journal";
import type { Plan } from "./plan";
import type { Providers } from "./providers";
import type { Redactor } from "./redactor";
import { InitError } from "./rpc";
import { protectedMessage } from "./protection";
import type { HookType, PendingOperation, ResourceState } from "./state";
import { isProviderType } from "./urn";

/** A step went wrong, and has said so: nobody needs to report it again. */
export class StepFailed extends Error {}

export interface StepTools {
  dryRun: boolean;
  journal: Journal;
  events: Events;
  hooks: Hooks;
  providers: Providers;
  redactor: Redactor;
}

const afterHooks: Record<PendingOperation["type"], HookType> = {
  creating: "afterCreate",
  updating: "afterUpdate",
  deleting: "afterDelete",
};

type Planned<Op extends Plan["op"]> = Extract<Plan, { op: Op }>;

/** Carries out plans, one resource at a time: hooks, provider, journal, events. */
export class Steps {
  private readonly tools: StepTools;

  constructor(tools: StepTools) {
    this.tools = tools;
  }

  async apply(goal: Goal, plan: Plan): Promise<StepEvent & { new: ResourceState }> {
    switch (plan.op) {
      case "create":
        return this.create(goal, { op: "create", new: stateOf(goal, plan.inputs) });
      case "same":
        return this.same(goal, plan);
      case "update":
        return this.update(goal, plan);
      case "replace":
        return this.replace(goal, plan);
    }
  }

  /** Of one that is no longer declared, or that was replaced before. */
  async delete(old: ResourceState): Promise<void> {
    const event: StepEvent = { op: old.delete ? "delete-replaced" : "delete", old };
    await this.attempt(event, "deleting", async () => {
      await this.tools.hooks.run("beforeDelete", { old });
      if (old.protect && !old.delete) throw new Error(protectedMessage(old));
      await this.remove(old);
      this.tools.journal.remove(old);
    });
  }

  /** The resource stays what it was: it is not among the targets. */
  keep(old: ResourceState): StepEvent & { new: ResourceState } {
    const event = { op: "same" as const, old, new: { ...old } };
    this.tools.events.pre(event);
    this.tools.journal.put(event.new, old);
    this.tools.events.succeeded(event, old.custom);
    return event;
  }

  /** It is not made: it is not among the targets. The CLI calls that the same, too. */
  leaveOut(goal: Goal): void {
    const event = { op: "same" as const, new: stateOf(goal, goal.inputs) };
    this.tools.events.pre(event);
    this.tools.events.succeeded(event, goal.custom);
  }

  private async same(goal: Goal, { old, inputs }: Planned<"same">) {
    const state = { ...stateOf(goal, inputs), id: old.id, outputs: old.outputs };
    const event = { op: "same" as const, old, new: state };
    this.tools.events.pre(event);
    if (isProviderType(goal.type)) {
      await this.tools.providers.configure({ ...state, inputs: old.inputs });
    }
    this.keepSecrets(state);
    this.tools.journal.put(state, old);
    this.tools.events.succeeded(event, state.custom);
    return event;
  }

  private async create(goal: Goal, event: StepEvent & { new: ResourceState }) {
    const { new: state, old } = event;
    await this.attempt(event, "creating", async () => {
      await this.tools.hooks.run("beforeCreate", { new: state });
      const crud = crudOf(goal, this.tools.providers);
      if (this.tools.dryRun) state.outputs = await crud.preview(state);
      else Object.assign(state, await crud.create(state));
      this.keepSecrets(state);
      this.tools.journal.put(state);
      if (old !== undefined) this.retire(old);
    });
    return event;
  }

  private async update(goal: Goal, { old, inputs, diff }: Planned<"update">) {
    const state = { ...stateOf(goal, inputs), id: old.id };
    const event = { op: "update" as const, old, new: state, diffs: diff.diffs };
    await this.attempt(event, "updating", async () => {
      await this.tools.hooks.run("beforeUpdate", { old, new: state });
      const crud = crudOf(goal, this.tools.providers);
      state.outputs = await (this.tools.dryRun ? crud.preview(state) : crud.update(old, state));
      this.keepSecrets(state);
      this.tools.journal.put(state, old);
    });
    return event;
  }

  private async replace(goal: Goal, { old, inputs, diff, deleteFirst }: Planned<"replace">) {
    const described = { old, new: stateOf(goal, inputs), diffs: diff.diffs, keys: diff.replaces };
    if (deleteFirst && !old.pendingReplacement) {
      await this.attempt({ op: "delete-replaced", old }, "deleting", async () => {
        await this.tools.hooks.run("beforeDelete", { old });
        await this.remove(old);
        old.pendingReplacement = true;
      });
    }
    if (deleteFirst) this.replaced(described);
    const created = await this.create(goal, { op: "create-replacement", ...described });
    if (!deleteFirst) this.replaced(described);
    return created;
  }

  /** Stands for both halves, right after the one that comes first. */
  private replaced(described: Omit<StepEvent, "op">): void {
    const event = { op: "replace" as const, ...described };
    this.tools.events.pre(event);
    this.tools.events.succeeded(event, true);
  }

  /** The old half of a replacement goes at the end of the update, unless it is gone already. */
  private retire(old: ResourceState): void {
    if (old.pendingReplacement) this.tools.journal.remove(old);
    else old.delete = true;
  }

  private async remove(old: ResourceState): Promise<void> {
    if (this.tools.dryRun || old.retainOnDelete) return;
    await crudOf(old, this.tools.providers).delete(old);
  }

  /** @throws StepFailed when `act` fails; a resource that is there but not ready is kept. */
  private async attempt(
    event: StepEvent,
    type: PendingOperation["type"],
    act: () => Promise<void>,
  ): Promise<void> {
    const { events, journal } = this.tools;
    events.pre(event);
    const subject = event.new ?? event.old ?? unreachable(event.op);
    const operation = await journal.begin(type, subject);
    try {
      await act();
    } catch (error) {
      if (error instanceof InitError && event.new) this.keepUnready(event, event.new, error);
      await journal.end(operation);
      events.failed(event, said(error));
      throw new StepFailed("the step failed", { cause: error });
    }
    await journal.end(operation);
    const shown = subject.custom || type === "deleting";
    try {
      if (shown) await this.after(type, event);
    } finally {
      events.succeeded(event, shown);
    }
  }

  private keepUnready(event: StepEvent, state: ResourceState, error: InitError): void {
    const { id, outputs } = error.created;
    Object.assign(state, { id: id === "" ? state.id : id, outputs, initErrors: error.reasons });
    this.keepSecrets(state);
    // The inputs of a change that did not come through are not the resource's.
    if (event.op === "update" && event.old) state.inputs = event.old.inputs;
    const replaced = event.op === "create-replacement";
    this.tools.journal.put(state, replaced ? undefined : event.old);
    if (replaced && event.old) this.retire(event.old);
  }

  /** What came in as a secret, or is declared one, goes out as one: before the journal sees it. */
  private keepSecrets(state: ResourceState): void {
    const entries = Object.entries(state.outputs).map(([key, value]) => {
      const hidden = isSecret(state.inputs[key]) || state.additionalSecretOutputs.includes(key);
      return [key, hidden ? secret(value) : value] as const;
    });
    const outputs: Properties = Object.fromEntries(entries);
    state.outputs = outputs;
    this.tools.redactor.learn(outputs);
  }

  /** The resource is as it should be even if its after-hook is not content; the update fails. */
  private async after(type: PendingOperation["type"], event: StepEvent): Promise<void> {
    const states = type === "creating" && event.new ? { new: event.new } : event;
    try {
      await this.tools.hooks.run(afterHooks[type], states);
    } catch (error) {
      const urn = (event.new ?? event.old)?.urn;
      this.tools.events.diagnostic("error", said(error), urn);
      throw new StepFailed("an after-hook failed", { cause: error });
    }
  }
}

function unreachable(op: OpType): never {
  throw new Error(`The step ${op} is about no resource.`);
}
