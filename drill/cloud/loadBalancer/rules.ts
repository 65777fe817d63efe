import type { IncomingMessage } from "node:http";
import type { Action, RuleSettings } from "./api";
import { matcherOf, type Matcher } from "./conditions";
import type { TargetGroup } from "./targetGroup";

export interface ForwardAction {
  type: "forward";
  groups: { group: TargetGroup; weight: number }[];
  /** AWS seconds for which a client sticks to its group; undefined when it does not. */
  stickySeconds: number | undefined;
}

export type BoundAction = ForwardAction | Exclude<Action, { type: "forward" }>;

interface BoundRule {
  arn: string;
  matches: Matcher;
  action: BoundAction;
}

/** What a listener does with requests, as of one moment: a change makes a new one. */
export class Rules {
  readonly #rules: BoundRule[];
  readonly defaultAction: BoundAction;

  constructor(
    rules: ReadonlyMap<string, RuleSettings>,
    defaultActions: Action[],
    groupOf: (arn: string) => TargetGroup,
  ) {
    this.#rules = [...rules]
      .sort(([, one], [, other]) => one.priority - other.priority)
      .map(([arn, settings]) => ({
        arn,
        matches: matcherOf(settings.conditions),
        action: bind(settings.actions, groupOf),
      }));
    this.defaultAction = bind(defaultActions, groupOf);
  }

  /** The first rule that matches, from the lowest priority value up, else the default [ELB user guide, rules]. */
  actionFor(request: IncomingMessage): BoundAction {
    return this.#rules.find((rule) => rule.matches(request))?.action ?? this.defaultAction;
  }

  actionOf(ruleArn: string): BoundAction | undefined {
    return this.#rules.find((rule) => rule.arn === ruleArn)?.action;
  }

  groups(): TargetGroup[] {
    return [...this.#rules.map((rule) => rule.action), this.defaultAction].flatMap((action) =>
      action.type === "forward" ? action.groups.map(({ group }) => group) : [],
    );
  }
}

function bind(actions: Action[], groupOf: (arn: string) => TargetGroup): BoundAction {
  const [action] = actions;
  if (action === undefined) throw new Error("a rule without an action was accepted");
  if (action.type !== "forward") return action;
  return {
    type: "forward",
    groups: action.targetGroups.map(({ arn, weight }) => ({ group: groupOf(arn), weight })),
    stickySeconds:
      action.stickiness?.enabled === true ? action.stickiness.durationSeconds : undefined,
  };
}
