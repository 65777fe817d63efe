import type { Clock } from "../../clock";
import { Firewalls } from "../firewall/firewalls";
import type { Accepted } from "./accepted";
import type { Address, ListenerSettings } from "./api";
import { StickyCookies } from "./cookies";
import { Listener } from "./listener";
import type { Meter } from "./meter";
import { Propagation } from "./propagation";
import { Rules, type BoundAction } from "./rules";
import type { TargetGroup } from "./targetGroup";

export interface NodesOptions {
  clock: Clock;
  /** Milliseconds on this machine from the acceptance of a change of rules to its effect. */
  propagationMs: number;
  /** PEM, for HTTPS listeners. */
  certificate: { key: string; cert: string };
  /** What stands before the load balancers. @default nothing does */
  firewalls?: Firewalls;
  /** Counts requests. @default nobody does */
  meter?: Meter;
  /** A number from 0 up to, but not including, 1. @default Math.random */
  random?: () => number;
}

/** The load balancer's side of the load balancer: listeners that act on what has reached them so far. */
export class Nodes {
  readonly #accepted: Accepted;
  readonly #options: NodesOptions;
  readonly #listening = new Map<string, { listener: Listener; address: Address }>();
  readonly #propagation: Propagation;
  readonly #cookies = new StickyCookies();

  constructor(accepted: Accepted, options: NodesOptions) {
    this.#accepted = accepted;
    this.#options = options;
    this.#propagation = new Propagation(options.propagationMs);
  }

  /** A new listener needs no propagation: nobody has its address before this returns. */
  async open(arn: string, settings: ListenerSettings): Promise<Address> {
    const { clock, certificate, meter = () => undefined, random = Math.random } = this.#options;
    const { firewalls = new Firewalls() } = this.#options;
    const listener = new Listener(settings, this.#acceptedRules(arn), {
      clock,
      certificate,
      meter,
      random,
      firewalls,
      cookies: this.#cookies,
      loadBalancer: () => this.#accepted.loadBalancers.find(settings.loadBalancerArn),
    });
    const address = await listener.listen();
    this.#listening.set(arn, { listener, address });
    this.#watchGroupsInUse();
    return address;
  }

  /** Cuts what is open. */
  async shut(arn: string): Promise<void> {
    const open = this.#listening.get(arn);
    this.#listening.delete(arn);
    this.#watchGroupsInUse();
    await open?.listener.close();
  }

  /** Takes the listener's rules as accepted now into effect, after the delay. Groups are checked from now on. */
  propagate(listenerArn: string): void {
    const rules = this.#acceptedRules(listenerArn);
    this.#watchGroupsInUse();
    this.#propagation.later(() => {
      const open = this.#listening.get(listenerArn);
      if (open !== undefined) open.listener.rules = rules;
      this.#watchGroupsInUse();
    });
  }

  /** Ends a deleted group, as soon as no listener sends it requests any more. */
  retire(group: TargetGroup): void {
    if (this.#groupsInEffect().has(group)) {
      this.#propagation.later(() => {
        group.close();
      });
    } else {
      group.close();
    }
  }

  /** Weights by the target group's name, of a rule or of a listener's default action. */
  weightsInEffect(arn: string): Record<string, number> {
    for (const [listenerArn, { listener }] of this.#listening) {
      const action =
        listenerArn === arn ? listener.rules.defaultAction : listener.rules.actionOf(arn);
      if (action !== undefined) return weightsOf(action);
    }
    return {};
  }

  addressOf(listenerArn: string): Address {
    const open = this.#listening.get(listenerArn);
    if (open === undefined) throw new Error(`${listenerArn} does not listen`);
    return open.address;
  }

  addresses(): Record<number, Address> {
    return Object.fromEntries(
      [...this.#listening.values()].map(({ listener, address }) => [
        listener.settings.port,
        address,
      ]),
    );
  }

  async close(): Promise<void> {
    this.#propagation.close();
    for (const group of this.#groupsInEffect()) group.close();
    const open = [...this.#listening.values()];
    this.#listening.clear();
    await Promise.all(open.map(({ listener }) => listener.close()));
  }

  #acceptedRules(listenerArn: string): Rules {
    return new Rules(
      this.#accepted.rulesOf(listenerArn),
      this.#accepted.listeners.find(listenerArn).defaultActions,
      (arn) => this.#accepted.groups.find(arn),
    );
  }

  #groupsInEffect(): Set<TargetGroup> {
    return new Set(
      [...this.#listening.values()].flatMap(({ listener }) => listener.rules.groups()),
    );
  }

  /** In use is a group that a rule names, whether that is accepted only, or still in effect. */
  #watchGroupsInUse(): void {
    const inEffect = this.#groupsInEffect();
    for (const [arn, group] of this.#accepted.groups) {
      group.setInUse(inEffect.has(group) || this.#accepted.forwardsTo(arn).length > 0);
    }
  }
}

function weightsOf(action: BoundAction): Record<string, number> {
  if (action.type !== "forward") return {};
  return Object.fromEntries(
    action.groups.map(({ group, weight }) => [group.settings.name, weight]),
  );
}
