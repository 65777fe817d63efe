import { isDeepStrictEqual } from "node:util";
import { arnOf, hex } from "../provider/account";
import { Accepted } from "./accepted";
import {
  ElbError,
  type Address,
  type ElasticLoadBalancing,
  type ListenerSettings,
  type LoadBalancerSettings,
  type RuleSettings,
  type Target,
  type TargetGroupSettings,
  type TargetHealth,
} from "./api";
import type { Meter } from "./meter";
import { Nodes, type NodesOptions } from "./nodes";
import { checkActions, checkGroupBehind, checkLoadBalancer, checkRule } from "./refusals";
import { Tags } from "./tags";
import { TargetGroup } from "./targetGroup";
import { checkTargetGroup } from "./targetGroupRefusals";

export interface LoadBalancerServiceOptions extends NodesOptions {
  /** INFERRED: whether targets in state initial get requests when the group has no checked one. @default false */
  initialTargetsTakeTraffic?: boolean;
}

/** A stand-in of Elastic Load Balancing: Application Load Balancers that forward real HTTP on 127.0.0.1. */
export class LoadBalancerService implements ElasticLoadBalancing {
  /** Date.now() of each accepted create or modify of a rule for every path, in order. */
  readonly trafficRuleAcceptedMs: number[] = [];
  readonly tags = new Tags((arn) => this.#accepted.rules.has(arn));
  readonly #options: LoadBalancerServiceOptions;
  readonly #accepted = new Accepted();
  readonly #nodes: Nodes;

  constructor(options: LoadBalancerServiceOptions) {
    this.#options = options;
    this.#nodes = new Nodes(this.#accepted, options);
  }

  createTargetGroup(settings: TargetGroupSettings): { arn: string } {
    checkTargetGroup(settings);
    this.#accepted.checkGroupName(settings.name);
    const arn = makeArn("targetgroup", settings.name);
    const { clock, initialTargetsTakeTraffic = false } = this.#options;
    const group = new TargetGroup(arn, settings, clock, initialTargetsTakeTraffic);
    this.#accepted.groups.set(arn, group);
    return { arn };
  }

  modifyTargetGroup(arn: string, settings: TargetGroupSettings): void {
    const group = this.#accepted.groups.find(arn);
    checkTargetGroup(settings);
    this.#accepted.checkGroupName(settings.name, arn);
    const settingsOf = (other: string) =>
      other === arn ? settings : this.#accepted.groups.find(other).settings;
    for (const { action } of this.#accepted.forwardsTo(arn)) {
      checkGroupBehind(
        arn,
        action,
        action.targetGroups.map((named) => settingsOf(named.arn)),
      );
    }
    group.settings = settings;
  }

  deleteTargetGroup(arn: string): void {
    const group = this.#accepted.groups.find(arn);
    if (this.#accepted.forwardsTo(arn).length > 0) {
      throw new ElbError("ResourceInUse", `'${arn}' is in use by a listener or a rule`);
    }
    this.#accepted.groups.delete(arn);
    this.#nodes.retire(group);
  }

  registerTargets(arn: string, targets: Target[]): void {
    this.#accepted.groups.find(arn).register(targets);
  }

  deregisterTargets(arn: string, targets: Target[]): void {
    this.#accepted.groups.find(arn).deregister(targets);
  }

  describeTargetHealth(arn: string): TargetHealth[] {
    return this.#accepted.groups.find(arn).health();
  }

  /** The name is one that this machine resolves to itself; the listeners have ports of their own there. */
  createLoadBalancer(settings: LoadBalancerSettings): { arn: string; dnsName: string } {
    checkLoadBalancer(settings);
    this.#accepted.checkLoadBalancerName(settings.name);
    const arn = makeArn("loadbalancer/app", settings.name);
    this.#accepted.loadBalancers.set(arn, settings);
    return { arn, dnsName: "localhost" };
  }

  modifyLoadBalancer(arn: string, settings: LoadBalancerSettings): void {
    this.#accepted.loadBalancers.find(arn);
    checkLoadBalancer(settings);
    this.#accepted.checkLoadBalancerName(settings.name, arn);
    this.#accepted.loadBalancers.set(arn, settings);
  }

  /** "Deleting a load balancer also deletes its listeners" [API reference, DeleteLoadBalancer]. */
  async deleteLoadBalancer(arn: string): Promise<void> {
    this.#accepted.loadBalancers.find(arn);
    const listeners = this.#accepted.listenersOf(arn);
    await Promise.all(listeners.map((listenerArn) => this.deleteListener(listenerArn)));
    this.#accepted.loadBalancers.delete(arn);
  }

  async createListener(settings: ListenerSettings): Promise<{ arn: string; address: Address }> {
    this.#checkListener(settings);
    const arn = makeArn("listener", String(settings.port));
    this.#accepted.listeners.set(arn, settings);
    return { arn, address: await this.#nodes.open(arn, settings) };
  }

  /** @throws ElbError also when anything but the actions changes: the stand-in would have to listen anew. */
  modifyListener(arn: string, settings: ListenerSettings): Address {
    const before = this.#accepted.listeners.find(arn);
    if (!isDeepStrictEqual(entranceOf(before), entranceOf(settings))) {
      throw new ElbError("ValidationError", "only a listener's actions can be modified here");
    }
    this.#checkListener(settings, arn);
    this.#accepted.listeners.set(arn, settings);
    this.#nodes.propagate(arn);
    return this.#nodes.addressOf(arn);
  }

  /** Its rules go with it, and what is open on it is cut. */
  async deleteListener(arn: string): Promise<void> {
    this.#accepted.listeners.find(arn);
    for (const ruleArn of this.#accepted.rulesOf(arn).keys()) this.#accepted.rules.delete(ruleArn);
    this.#accepted.listeners.delete(arn);
    await this.#nodes.shut(arn);
  }

  createRule(settings: RuleSettings): { arn: string } {
    this.#checkRule(settings);
    const arn = makeArn("listener-rule", String(settings.priority));
    this.#acceptRule(arn, settings);
    return { arn };
  }

  modifyRule(arn: string, settings: RuleSettings): void {
    if (this.#accepted.rules.find(arn).listenerArn !== settings.listenerArn) {
      throw new ElbError("ValidationError", "a rule cannot move to another listener");
    }
    this.#checkRule(settings, arn);
    this.#acceptRule(arn, settings);
  }

  deleteRule(arn: string): void {
    const { listenerArn } = this.#accepted.rules.find(arn);
    this.#accepted.rules.delete(arn);
    this.#nodes.propagate(listenerArn);
  }

  describeRule(arn: string): RuleSettings {
    return this.#accepted.rules.find(arn);
  }

  rulesOf(listenerArn: string): ReadonlyMap<string, RuleSettings> {
    this.#accepted.listeners.find(listenerArn);
    return this.#accepted.rulesOf(listenerArn);
  }

  /** Weights in effect now, by the target group's name, of a rule or of a listener's default action. */
  weightsInEffect(arn: string): Record<string, number> {
    return this.#nodes.weightsInEffect(arn);
  }

  /** The same of the rule for every path, without one having to know its ARN. */
  trafficWeights(): Record<string, number> {
    const traffic = [...this.#accepted.rules].find(([, rule]) => isForEveryPath(rule));
    return traffic === undefined ? {} : this.#nodes.weightsInEffect(traffic[0]);
  }

  /** Counts the hosts of every group that has some. Those that drain or were not checked yet are neither. */
  countHosts(meter: Meter): void {
    for (const [targetGroupArn, group] of this.#accepted.groups) {
      const [user] = this.#accepted.forwardsTo(targetGroupArn);
      const states = group.health().map(({ state }) => state);
      const registered = states.filter((state) => state !== "draining");
      if (user === undefined || registered.length === 0) continue;
      const of = { loadBalancerArn: user.loadBalancerArn, targetGroupArn };
      const countOf = (wanted: string) => states.filter((state) => state === wanted).length;
      meter("HealthyHostCount", countOf("healthy"), of);
      meter("UnHealthyHostCount", countOf("unhealthy"), of);
    }
  }

  /** By the port that AWS would show. */
  listenerAddresses(): Record<number, Address> {
    return this.#nodes.addresses();
  }

  /** Ends every listener, connection, check and timer at once. */
  async close(): Promise<void> {
    for (const group of this.#accepted.groups.values()) group.close();
    await this.#nodes.close();
  }

  #checkListener(settings: ListenerSettings, arn?: string): void {
    this.#accepted.loadBalancers.find(settings.loadBalancerArn);
    checkActions(settings.defaultActions, settings, (group) => this.#accepted.groups.find(group));
    this.#accepted.checkPort(settings, arn);
    this.#accepted.checkAssociation(settings.defaultActions, settings.loadBalancerArn);
  }

  #checkRule(settings: RuleSettings, arn?: string): void {
    const listener = this.#accepted.listeners.find(settings.listenerArn);
    checkRule(settings);
    checkActions(settings.actions, listener, (group) => this.#accepted.groups.find(group));
    this.#accepted.checkPriority(settings, arn);
    this.#accepted.checkAssociation(settings.actions, listener.loadBalancerArn);
  }

  #acceptRule(arn: string, settings: RuleSettings): void {
    this.#accepted.rules.set(arn, settings);
    if (isForEveryPath(settings)) this.trafficRuleAcceptedMs.push(Date.now());
    this.#nodes.propagate(settings.listenerArn);
  }
}

function entranceOf({ port, protocol, headers = {} }: ListenerSettings) {
  return { port, protocol, headers };
}

function isForEveryPath({ conditions: [condition, ...more] }: RuleSettings): boolean {
  return (
    more.length === 0 && condition?.field === "path-pattern" && condition.values.includes("/*")
  );
}

function makeArn(kind: string, name: string): string {
  return arnOf("elasticloadbalancing", `${kind}/${name}/${hex(16)}`);
}
