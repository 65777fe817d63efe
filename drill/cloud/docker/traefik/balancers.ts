import type { IncomingMessage } from "node:http";
import { pickByWeight } from "../../loadBalancer/weights";
import type { LoadBalancerSettings, WeightedSettings } from "./routes";
import { stickingTo, stickyValue, stuckTo } from "./sticky";

/** Who answers a request. */
export interface Choice {
  url: string;
  /** The name of the service whose server it is. */
  service: string;
  /** Set-Cookie values for the answer. */
  cookies: string[];
}

export interface Balancer {
  /** null: no server is up. */
  choose(request: IncomingMessage): Choice | null;
  readonly isUp: boolean;
}

interface Server {
  url: string;
  /** What the pool's cookie says of it. */
  sticky: string;
  /** As until its first check: a server that was not asked yet counts as up. */
  up: boolean;
}

/** A service's servers in turn. */
export class ServerPool implements Balancer {
  readonly name: string;
  readonly settings: LoadBalancerSettings;
  readonly servers: readonly Server[];
  #turn = 0;

  constructor(name: string, settings: LoadBalancerSettings) {
    this.name = name;
    this.settings = settings;
    this.servers = settings.servers.map(({ url }) => ({ url, sticky: stickyValue(url), up: true }));
  }

  get isUp(): boolean {
    return this.servers.some(({ up }) => up);
  }

  choose(request: IncomingMessage): Choice | null {
    const cookie = this.settings.sticky?.cookie;
    const stuck = stuckTo(request, cookie);
    const up = this.servers.filter((server) => server.up);
    const own = stuck === undefined ? undefined : up.find(({ sticky }) => sticky === stuck);
    const next = own ?? up[this.#turn++ % up.length];
    if (next === undefined) return null;
    const cookies = own === undefined ? stickingTo(next.sticky, cookie) : [];
    return { url: next.url, service: this.name, cookies };
  }
}

interface Child {
  /** What the cookie says of it. */
  sticky: string;
  weight: number;
  balancer: Balancer;
}

/** Services by their weights. One without a weight gets nobody, whatever a cookie says. */
export class WeightedPool implements Balancer {
  readonly settings: WeightedSettings;
  readonly #children: readonly Child[];

  constructor(settings: WeightedSettings, balancerOf: (service: string) => Balancer) {
    this.settings = settings;
    this.#children = settings.services
      .map(({ name, weight }) => ({
        ...{ weight, sticky: stickyValue(name) },
        balancer: balancerOf(name),
      }))
      .filter(({ weight }) => weight > 0);
  }

  get isUp(): boolean {
    return this.#children.some(({ balancer }) => balancer.isUp);
  }

  choose(request: IncomingMessage): Choice | null {
    const cookie = this.settings.sticky?.cookie;
    const stuck = stuckTo(request, cookie);
    const children = this.#available();
    const own = children.find(({ sticky }) => sticky === stuck);
    const next = own ?? pickByWeight(children, Math.random);
    const choice = next?.balancer.choose(request);
    if (next === undefined || choice === undefined || choice === null) return null;
    const cookies = own === undefined ? stickingTo(next.sticky, cookie) : [];
    return { ...choice, cookies: [...cookies, ...choice.cookies] };
  }

  /** Without a health check of its own it does not look whether its children have anybody. */
  #available(): readonly Child[] {
    if (this.settings.healthCheck === undefined) return this.#children;
    return this.#children.filter(({ balancer }) => balancer.isUp);
  }
}
