import type { Properties } from "./envelope";
import type { Events } from "./events";
import { stateOf, type Goal } from "./goal";
import type { Inspector } from "./plan";
import type { Subject } from "./policyMessages";
import type { PolicyPack } from "./policyPack";
import type { ResourceState } from "./state";
import { StepFailed } from "./steps";

/** Has no say. */
const NOBODY: Inspector = {
  remediate: (inputs) => Promise.resolve(inputs),
  analyze: () => Promise.resolve(),
};

/** Holds one update to its policy packs. */
export class Policing {
  /** Whether there is anybody to ask. */
  readonly idle: boolean;
  readonly #packs: readonly PolicyPack[];
  readonly #events: Events;
  readonly #dryRun: boolean;
  #violated = false;

  constructor(packs: readonly PolicyPack[], events: Events, dryRun: boolean) {
    this.idle = packs.length === 0;
    this.#packs = packs;
    this.#events = events;
    this.#dryRun = dryRun;
  }

  /** Whether a mandatory policy is violated. */
  get violated(): boolean {
    return this.#violated;
  }

  /** @param provider the explicit one that looks after the resource */
  inspector(goal: Goal, provider: ResourceState | undefined): Inspector {
    if (this.idle) return NOBODY;
    let last: Subject | undefined;
    const subject = (properties: Properties): Subject => {
      if (last?.properties !== properties)
        last = { properties, state: stateOf(goal, properties), goal, provider };
      return last;
    };
    return {
      remediate: (inputs) => this.#remediate(inputs, subject),
      analyze: (inputs) => this.#analyze(subject(inputs)),
    };
  }

  /** @param stackUrn what a violation is about whose policy names no resource of the stack */
  async analyzeStack(subjects: readonly Subject[], stackUrn: string): Promise<void> {
    const urns = new Set(subjects.map(({ state }) => state.urn));
    const found = await Promise.all(this.#packs.map((pack) => pack.analyzeStack(subjects)));
    for (const violation of found.flat()) {
      this.#violated ||= violation.level === "mandatory";
      const urn = urns.has(violation.urn) ? violation.urn : stackUrn;
      this.#events.violation({ ...violation, urn });
    }
  }

  async #remediate(
    inputs: Properties,
    subject: (properties: Properties) => Subject,
  ): Promise<Properties> {
    let mended = inputs;
    for (const pack of this.#packs.filter(({ remediates }) => remediates)) {
      const shown = subject(mended);
      const { urn } = shown.state;
      for (const { properties, diagnostic, ...policy } of await pack.remediate(shown)) {
        if (properties === undefined) {
          const advice = { level: "advisory", severity: undefined, message: diagnostic } as const;
          this.#events.violation({ ...policy, ...advice, urn });
        } else {
          this.#events.remediation({ ...policy, urn, before: mended, after: properties });
          mended = properties;
        }
      }
    }
    return mended;
  }

  async #analyze(subject: Subject): Promise<void> {
    const found = await Promise.all(this.#packs.map((pack) => pack.analyze(subject)));
    const violations = found.flat();
    for (const violation of violations) {
      this.#events.violation({ ...violation, urn: subject.state.urn });
    }
    if (!violations.some(({ level }) => level === "mandatory")) return;
    this.#violated = true;
    // What a preview finds does not end it: it shows all that there is.
    if (!this.#dryRun) throw new StepFailed("a mandatory policy is violated");
  }
}
