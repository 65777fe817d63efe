import {
  ElbError,
  type Action,
  type ListenerSettings,
  type LoadBalancerSettings,
  type RuleSettings,
} from "./api";
import type { TargetGroup } from "./targetGroup";

/** What of one kind the API has accepted, by ARN. */
class Registry<T> extends Map<string, T> {
  readonly #notFound: string;

  constructor(notFound: string) {
    super();
    this.#notFound = notFound;
  }

  /** @throws ElbError with the code for an ARN that is not there */
  find(arn: string): T {
    const found = this.get(arn);
    if (found === undefined) throw new ElbError(this.#notFound, `'${arn}' not found`);
    return found;
  }
}

/** The API's side of the load balancer: what was accepted, whether or not it is in effect already. */
export class Accepted {
  readonly loadBalancers = new Registry<LoadBalancerSettings>("LoadBalancerNotFound");
  readonly listeners = new Registry<ListenerSettings>("ListenerNotFound");
  readonly rules = new Registry<RuleSettings>("RuleNotFound");
  readonly groups = new Registry<TargetGroup>("TargetGroupNotFound");

  rulesOf(listenerArn: string): Map<string, RuleSettings> {
    return new Map([...this.rules].filter(([, rule]) => rule.listenerArn === listenerArn));
  }

  listenersOf(loadBalancerArn: string): string[] {
    return [...this.listeners]
      .filter(([, listener]) => listener.loadBalancerArn === loadBalancerArn)
      .map(([arn]) => arn);
  }

  /** The forward actions that name the group, each with its load balancer. */
  forwardsTo(groupArn: string) {
    const actions = [
      ...[...this.listeners.values()].map((listener) => ({
        loadBalancerArn: listener.loadBalancerArn,
        actions: listener.defaultActions,
      })),
      ...[...this.rules.values()].map((rule) => ({
        loadBalancerArn: this.listeners.find(rule.listenerArn).loadBalancerArn,
        actions: rule.actions,
      })),
    ];
    return actions.flatMap(({ loadBalancerArn, actions: [action] }) =>
      action?.type === "forward" && action.targetGroups.some(({ arn }) => arn === groupArn)
        ? [{ loadBalancerArn, action }]
        : [],
    );
  }

  checkGroupName(name: string, arn?: string): void {
    for (const [otherArn, other] of this.groups) {
      if (otherArn !== arn && other.settings.name === name) {
        throw new ElbError("DuplicateTargetGroupName", `a target group '${name}' already exists`);
      }
    }
  }

  checkLoadBalancerName(name: string, arn?: string): void {
    for (const [otherArn, other] of this.loadBalancers) {
      if (otherArn !== arn && other.name === name) {
        throw new ElbError("DuplicateLoadBalancerName", `a load balancer '${name}' already exists`);
      }
    }
  }

  checkPort(settings: ListenerSettings, arn?: string): void {
    for (const otherArn of this.listenersOf(settings.loadBalancerArn)) {
      if (otherArn !== arn && this.listeners.find(otherArn).port === settings.port) {
        throw new ElbError("DuplicateListener", `port ${String(settings.port)} has a listener`);
      }
    }
  }

  checkPriority(settings: RuleSettings, arn?: string): void {
    for (const [otherArn, other] of this.rulesOf(settings.listenerArn)) {
      if (otherArn !== arn && other.priority === settings.priority) {
        throw new ElbError("PriorityInUse", `priority '${String(settings.priority)}' is in use`);
      }
    }
  }

  /** "A target group can be used with only one load balancer" [ELB user guide, quotas]. */
  checkAssociation(actions: Action[], loadBalancerArn: string): void {
    const [action] = actions;
    if (action?.type !== "forward") return;
    for (const { arn } of action.targetGroups) {
      if (this.forwardsTo(arn).some((other) => other.loadBalancerArn !== loadBalancerArn)) {
        throw new ElbError(
          "TargetGroupAssociationLimit",
          `'${arn}' is associated with another load balancer`,
        );
      }
    }
  }
}
