import { matches } from "./eventPattern";
import { transform, type InputTransformer } from "./inputTransformer";

export interface EventRule {
  name: string;
  /** Undefined: it goes by a schedule, and no event is for it. */
  pattern: unknown;
  enabled: boolean;
}

export interface EventTarget {
  /** The name of its rule. */
  rule: string;
  arn: string;
  /** What is sent. @default the event itself */
  input?: InputTransformer | { constant: unknown };
}

/** EventBridge's default bus: rules, and what is sent where by them. */
export class EventBus {
  readonly #deliver: (arn: string, input: unknown) => void;
  readonly #lost: (rule: string, why: unknown) => void;
  readonly #rules = new Map<string, EventRule>();
  readonly #targets = new Map<string, EventTarget>();

  /**
   * @param deliver gives a target its input, and throws when that does not take it
   * @param lost is told the rule by which an event went nowhere, and why
   */
  constructor(
    deliver: (arn: string, input: unknown) => void,
    lost: (rule: string, why: unknown) => void,
  ) {
    this.#deliver = deliver;
    this.#lost = lost;
  }

  putRule(rule: EventRule): void {
    this.#rules.set(rule.name, rule);
  }

  removeRule(name: string): void {
    this.#rules.delete(name);
  }

  putTarget(id: string, target: EventTarget): void {
    this.#targets.set(id, target);
  }

  removeTarget(id: string): void {
    this.#targets.delete(id);
  }

  /** What cannot be delivered is lost, and everything else goes on. */
  send(event: object): void {
    for (const { rule, arn, input } of this.#targets.values()) {
      try {
        if (!this.#isFor(rule, event)) continue;
        this.#deliver(arn, input === undefined ? event : inputOf(input, event));
      } catch (error) {
        this.#lost(rule, error);
      }
    }
  }

  #isFor(name: string, event: object): boolean {
    const rule = this.#rules.get(name);
    return rule?.enabled === true && rule.pattern !== undefined && matches(rule.pattern, event);
  }
}

function inputOf(input: NonNullable<EventTarget["input"]>, event: object): unknown {
  return "constant" in input ? input.constant : transform(input, event);
}
