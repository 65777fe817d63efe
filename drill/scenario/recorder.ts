import type { EngineEvent, UpOptions, UpResult } from "@pulumi/pulumi/automation";
import type { Deployment } from "../../ops/deployment";
import { firstFailure } from "../../ops/engineWords";
import { said } from "../../ops/said";
import { countChanges } from "../engine/changes";
import type { OpenEngine } from "../engine/open";
import type { PolicyOptions } from "../engine/policyPacks";
import { violationsIn, type ToldViolation } from "../engine/violations";
import type { Outcome, Update } from "../report/report";
import { POLICIES } from "./policies";

export interface UpdateRun {
  /** What it meant in words is for whoever asked for it to say. */
  update: Omit<Update, "summary">;
  outcome: Outcome;
  /** What the policies found. */
  policies: ToldViolation[];
  /** Everything that the engine said of it to people: events, printed lines, the error. */
  told: string;
}

/**
 * The engine's stack, but every update is held to policies, and also put down in the report's words, whoever ran
 * it.
 */
export class Recorder {
  readonly runs: UpdateRun[] = [];
  readonly deployment: Deployment;
  readonly #engine: Pick<OpenEngine, "deployment" | "programMs">;
  readonly #startedAt: number;
  readonly #policies: Partial<PolicyOptions>;

  /**
   * @param startedAt Date.now() of the drill's start
   * @param policies what updates are held to beside what the backend holds them to
   */
  constructor(
    engine: Pick<OpenEngine, "deployment" | "programMs">,
    startedAt: number,
    policies: Partial<PolicyOptions> = POLICIES,
  ) {
    const { deployment: stack } = engine;
    this.#engine = engine;
    this.#startedAt = startedAt;
    this.#policies = policies;
    this.deployment = {
      up: (options) => this.#up(options),
      preview: (options) => stack.preview(options),
      destroy: (options) => stack.destroy(options),
      history: (...page) => stack.history(...page),
      outputs: () => stack.outputs(),
      getAllConfig: () => stack.getAllConfig(),
      setAllConfig: (...config) => stack.setAllConfig(...config),
      removeAllConfig: (...keys) => stack.removeAllConfig(...keys),
      exportStack: () => stack.exportStack(),
    };
  }

  /** The one update of whatever has run since. @throws Error when there was none */
  last(): UpdateRun {
    const run = this.runs.at(-1);
    if (run === undefined) throw new Error("no update has run");
    return run;
  }

  async #up(options: UpOptions = {}): Promise<UpResult> {
    const events: EngineEvent[] = [];
    const began = Date.now();
    const onEvent = (event: EngineEvent): void => {
      events.push(event);
      options.onEvent?.(event);
    };
    try {
      // Whatever only writes down what has happened already comes too late for a policy to refuse it.
      const policies = options.refresh === true ? {} : this.#policies;
      const result = await this.#engine.deployment.up({ ...options, ...policies, onEvent });
      await this.#record(options, began, events, [result.stdout, result.stderr], undefined);
      return result;
    } catch (error) {
      const failure = said(error);
      await this.#record(options, began, events, [String(error)], failure);
      throw error;
    }
  }

  async #record(
    { message = "" }: UpOptions,
    began: number,
    events: EngineEvent[],
    printed: string[],
    failure: string | undefined,
  ): Promise<void> {
    const durationMs = Date.now() - began;
    const [latest] = await this.#engine.deployment.history(1, 1);
    const policies = violationsIn(events);
    const error = failure === undefined ? undefined : errorOf(failure, events, policies);
    this.runs.push({
      outcome: outcomeOf(error),
      policies,
      update: {
        version: latest?.version ?? 0,
        message,
        startMs: began - this.#startedAt,
        durationMs,
        programMs: this.#engine.programMs(),
        ...countChanges(events),
        ...(error === undefined ? {} : { error }),
      },
      told: JSON.stringify([events.filter(isForPeople), printed, failure]),
    });
  }
}

const REFUSING: readonly UpdateError["by"][] = ["config", "policy", "guard"];

function outcomeOf(error: Update["error"]): Outcome {
  if (error === undefined) return "succeeded";
  return REFUSING.includes(error.by) ? "refused" : "failed";
}

/**
 * The SDK tells the engine's debug log each answer that it gets, secrets too. The CLI shows that to nobody who has
 * not asked for it with `--debug`, and keeps none of it.
 */
function isForPeople({ diagnosticEvent }: EngineEvent): boolean {
  const severity: string | undefined = diagnosticEvent?.severity;
  return severity !== "debug";
}

/** The guard's own sentence, whatever the engine says around it. */
const GUARD = /(?:The|Traffic)[^\n.]* is refused; [^\n]*[^]*/;

type UpdateError = NonNullable<Update["error"]>;

function errorOf(
  message: string,
  events: EngineEvent[],
  policies: readonly ToldViolation[],
): UpdateError {
  const violated = policies.find(({ level }) => level === "mandatory");
  return violated === undefined ? engineError(message, events) : policyError(violated);
}

function engineError(message: string, events: EngineEvent[]): UpdateError {
  const failed = firstFailure(events);
  const words = failed?.message ?? message;
  const report = words.indexOf("The configuration of stack");
  if (report !== -1) return { by: "config", message: words.slice(report).trim() };
  if (message.includes("currently locked")) return { by: "lock", message };
  const { urn } = failed ?? {};
  if (urn === undefined || urn.includes("::pulumi:pulumi:Stack::"))
    return { by: "engine", message: words };
  const guard = GUARD.exec(words)?.[0];
  if (guard !== undefined) return { by: "guard", urn, message: guard.trim() };
  return { by: "resource", urn, message: words };
}

function policyError({ policy, urn, message }: ToldViolation): UpdateError {
  return { by: "policy", urn, message: `${policy}: ${message}` };
}
