import { stripVTControlCharacters } from "node:util";
import type {
  DiagnosticEvent,
  EngineEvent,
  OpMap,
  OpType,
  PolicyEvent,
  StepEventMetadata,
  StepEventStateMetadata,
} from "@pulumi/pulumi/automation";
import { masked, type Properties } from "./envelope";
import type { Finding, PolicyPack, Violation } from "./policyPack";
import { policySection, type Mended } from "./policySection";
import type { Redactor } from "./redactor";
import type { ResourceState } from "./state";
import { stackType, urnName, urnType } from "./urn";

export interface StepEvent {
  op: OpType;
  old?: ResourceState;
  new?: ResourceState;
  /** Properties that differ, and those of them that force a replacement. */
  diffs?: string[];
  keys?: string[];
}

/** Steps that are the inner half of a replacement: the step "replace" stands for both. */
const innerSteps: OpType[] = ["create-replacement", "delete-replaced"];

/** Those that begin with a resource that is there. */
const knownSteps: OpType[] = ["replace", "refresh"];

/** What a policy made of a resource's inputs. */
export interface RemediatedInputs extends Mended {
  before: Properties;
  after: Properties;
}

/** Tells one update as the events that the real engine sends, and as the lines its CLI prints. */
export class Events {
  readonly changes: OpMap = {};
  /** The errors of this update, in order. One that the program only logs does not fail it. */
  readonly errors: { urn: string; message: string }[] = [];
  /** What its policy packs had to say. */
  readonly violations: Violation[] = [];
  private readonly mended: Mended[] = [];
  private packs: readonly PolicyPack[] = [];
  private readonly output: string[] = [];
  private sequence = 0;
  private readonly redactor: Redactor;
  private readonly planning: boolean;
  private readonly onEvent: ((event: EngineEvent) => void) | undefined;
  private readonly onOutput: ((text: string) => void) | undefined;

  constructor(options: {
    redactor: Redactor;
    planning: boolean;
    onEvent?: ((event: EngineEvent) => void) | undefined;
    onOutput?: ((text: string) => void) | undefined;
  }) {
    this.redactor = options.redactor;
    this.planning = options.planning;
    this.onEvent = options.onEvent;
    this.onOutput = options.onOutput;
  }

  prelude(config: Record<string, string>): void {
    this.send({ preludeEvent: { config } });
  }

  /** @param packs those that the update is held to */
  policed(packs: readonly PolicyPack[]): void {
    this.packs = packs;
  }

  violation(violation: Violation): void {
    const message = this.redactor.redact(violation.message);
    this.violations.push({ ...violation, message });
    const { urn, level, severity } = violation;
    const event = {
      ...this.policyOf(violation),
      resourceUrn: urn,
      message: `${message}\n`,
      color: "never",
      // The SDK's type has another name for what the CLI calls "advisory".
      enforcementLevel: level as PolicyEvent["enforcementLevel"],
      ...(severity !== undefined && { severity }),
    };
    this.send({ policyEvent: event });
  }

  remediation(remediated: RemediatedInputs): void {
    this.mended.push(remediated);
    const { urn, before, after } = remediated;
    const policyRemediationEvent = {
      ...this.policyOf(remediated),
      ...{ resourceUrn: urn, color: "raw", before: masked(before), after: masked(after) },
    };
    // The SDK's type does not know the event, which the CLI sends all the same.
    const event: object = { policyRemediationEvent };
    this.send(event);
  }

  /** The lines about the policy packs, as they stand at the end of what is printed. */
  get policies(): string[] {
    return policySection(this.packs, this.violations, this.mended);
  }

  diagnostic(severity: DiagnosticEvent["severity"], message: string, urn = ""): void {
    // The SDK colors its stack traces whether or not there is a terminal.
    const shown = this.redactor.redact(stripVTControlCharacters(message));
    if (severity === "error") this.errors.push({ urn, message: shown });
    this.print(`${urn === "" ? "" : `${urnName(urn)}: `}${severity}: ${shown}`);
    const about = urn === "" || urnType(urn) === stackType ? {} : { urn };
    // The SDK's type has no prefix, which the CLI sends all the same.
    const said = { prefix: `${severity}: `, message: shown, color: "never", severity };
    this.send({ diagnosticEvent: { ...about, ...said } });
  }

  /** What comes of a step is not known yet, but for those that come after the fact. */
  pre(step: StepEvent): void {
    const wanted = step.new &&
      !knownSteps.includes(step.op) && { ...step.new, id: "", outputs: {} };
    const known = { ...step, ...(wanted && { new: wanted }) };
    this.send({ resourcePreEvent: { metadata: metadata(known), planning: this.planning } });
  }

  /** @param show false for a component: it shows its outputs when it registers them, in a preview both times. */
  succeeded(step: StepEvent, show: boolean): void {
    if (!innerSteps.includes(step.op)) {
      this.changes[step.op] = (this.changes[step.op] ?? 0) + 1;
    }
    if (show) this.outputs(step);
    else if (this.planning) this.sendOutputs(step);
  }

  outputs(step: StepEvent): void {
    const { type, urn } = metadata(step);
    if (step.op !== "same") this.print(`${step.op} ${type} ${urnName(urn)}`);
    this.sendOutputs(step);
  }

  failed(step: StepEvent, message: string): void {
    const said = this.planning ? `Preview failed: ${message}` : message;
    this.diagnostic("error", said, metadata(step).urn);
    if (this.planning) return;
    this.send({ resOpFailedEvent: { metadata: metadata(step), status: 0, steps: 0 } });
  }

  /** The last two events of an update. @param milliseconds how long it took */
  summary(milliseconds: number, failed: boolean): void {
    const durationSeconds = Math.round(milliseconds / 1000);
    for (const line of this.policies) this.print(line);
    const PolicyPacks = Object.fromEntries(
      this.packs.map(({ name, folder, version: tag }) => [`${name}|local|${folder}`, tag]),
    );
    const result = failed ? "failed" : "succeeded";
    const ending = { result, isPreview: this.planning, resourceChanges: this.changes };
    // The SDK's type does not know it as the CLI sends it.
    const event: object = {
      summaryEvent: { maybeCorrupt: false, durationSeconds, ...ending, PolicyPacks },
    };
    this.send(event);
    this.send({ cancelEvent: {} });
  }

  /** All that was printed. */
  get text(): string {
    return this.output.map((line) => `${line}\n`).join("");
  }

  private policyOf({ policy, pack, version }: Finding) {
    return {
      ...{ policyName: policy, policyPackName: pack },
      ...{ policyPackVersion: version, policyPackVersionTag: version },
    };
  }

  private sendOutputs(step: StepEvent): void {
    this.send({ resOutputsEvent: { metadata: metadata(step), planning: this.planning } });
  }

  private print(line: string): void {
    this.output.push(line);
    this.onOutput?.(`${line}\n`);
  }

  private send(event: Omit<EngineEvent, "sequence" | "timestamp">): void {
    const stamped = { sequence: this.sequence, timestamp: Math.floor(Date.now() / 1000), ...event };
    this.sequence += 1;
    this.onEvent?.(stamped);
  }
}

const nothing = { urn: "", type: "", provider: "" };

function metadata(step: StepEvent): StepEventMetadata {
  const { urn, type, provider } = step.new ?? step.old ?? nothing;
  return {
    op: step.op,
    urn,
    type,
    provider,
    logical: !innerSteps.includes(step.op) && step.op !== "refresh",
    ...(step.old && { old: stateMetadata(step.old) }),
    ...(step.new && { new: stateMetadata(step.new) }),
    ...(step.diffs && { diffs: step.diffs }),
    ...(step.keys && { keys: step.keys }),
  };
}

function stateMetadata(state: ResourceState): StepEventStateMetadata {
  return {
    type: state.type,
    urn: state.urn,
    custom: state.custom,
    delete: state.delete,
    id: state.id,
    parent: state.parent,
    protect: state.protect,
    retainOnDelete: state.retainOnDelete,
    inputs: masked(state.inputs),
    outputs: masked(state.outputs),
    provider: state.provider,
    initErrors: state.initErrors,
  };
}
