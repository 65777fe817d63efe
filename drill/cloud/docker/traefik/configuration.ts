import type { IncomingMessage } from "node:http";
import { said } from "../../../../ops/said";
import type { Clock } from "../../../clock";
import { addedHeaders, type AddedHeaders, type Entrance } from "../../loadBalancer/headers";
import { type Balancer, ServerPool, WeightedPool } from "./balancers";
import { checkHealth, type Resolve } from "./healthChecks";
import { type Middleware, middlewareOf } from "./middlewares";
import type { RouterSettings, Routes } from "./routes";
import { type Matches, parseRule } from "./rule";

/** Traefik's own, which no file declares. */
const API_SERVICE = "api@internal";

type Headers = Readonly<Record<string, string>>;

export interface Router {
  name: string;
  settings: RouterSettings;
  priority: number;
  matches: Matches;
  middlewares: Middleware[];
  /** Set on every answer, by how it was asked for. */
  added: Readonly<Record<Entrance["protocol"], AddedHeaders>>;
  /** null: Traefik's API answers. */
  balancer: Balancer | null;
}

/** A configuration in effect: its routers, the first that matches first, and the health of its services. */
export class Configuration {
  readonly routes: Routes;
  readonly pools = new Map<string, ServerPool>();
  /** Why a router is disabled, by its name. */
  readonly problems = new Map<string, string>();
  readonly #balancers = new Map<string, Balancer>();
  readonly #routers: Router[];
  readonly #ended = new AbortController();

  constructor(routes: Routes) {
    this.routes = routes;
    const middlewares = Object.entries(routes.http.middlewares).map(
      ([name, settings]) => [name, middlewareOf(settings)] as const,
    );
    const known = new Map(middlewares);
    this.#routers = Object.entries(routes.http.routers)
      .flatMap(([name, settings]) => this.#routerOf(name, settings, known) ?? [])
      .sort((one, other) => other.priority - one.priority);
  }

  /** Every server counts as up until it is asked for the first time, as after each reload of the real one. */
  checkHealth(clock: Clock, resolve: Resolve): void {
    for (const pool of this.pools.values()) {
      checkHealth(pool, clock, resolve, this.#ended.signal);
    }
  }

  /** What is being answered goes on: only the checks end. */
  end(): void {
    this.#ended.abort();
  }

  routerFor(entryPoint: string, request: IncomingMessage): Router | undefined {
    return this.#routers.find(
      ({ settings, matches }) =>
        (settings.entryPoints?.includes(entryPoint) ?? true) && matches(request),
    );
  }

  /** null, and a problem noted, for one that cannot work: the others do. */
  #routerOf(
    name: string,
    settings: RouterSettings,
    known: ReadonlyMap<string, Middleware>,
  ): Router | null {
    try {
      const passed = settings.middlewares.map((middleware) => found(known, middleware));
      return {
        name,
        settings,
        priority: settings.priority ?? settings.rule.length,
        matches: parseRule(settings.rule),
        middlewares: passed,
        added: addedBy(passed),
        balancer: settings.service === API_SERVICE ? null : this.#balancerOf(settings.service),
      };
    } catch (error) {
      this.problems.set(name, said(error));
      return null;
    }
  }

  #balancerOf(name: string): Balancer {
    const known = this.#balancers.get(name);
    if (known !== undefined) return known;
    const settings = this.routes.http.services[name];
    if (settings === undefined) throw new Error(`the service "${name}@file" does not exist`);
    const balancer =
      "weighted" in settings
        ? new WeightedPool(settings.weighted, (child) => this.#balancerOf(child))
        : this.#poolOf(name, settings.loadBalancer);
    this.#balancers.set(name, balancer);
    return balancer;
  }

  #poolOf(name: string, settings: ConstructorParameters<typeof ServerPool>[1]): ServerPool {
    const pool = new ServerPool(name, settings);
    this.pools.set(name, pool);
    return pool;
  }
}

function addedBy(middlewares: readonly Middleware[]): Router["added"] {
  const headers = joined(middlewares.map((middleware) => middleware.headers));
  const secureHeaders = joined(middlewares.map((middleware) => middleware.secureHeaders));
  return {
    HTTP: addedHeaders(headers),
    HTTPS: addedHeaders({ ...headers, ...secureHeaders }),
  };
}

function joined(headers: readonly (Headers | undefined)[]): Headers {
  return Object.fromEntries(headers.flatMap((each = {}) => Object.entries(each)));
}

function found(known: ReadonlyMap<string, Middleware>, name: string): Middleware {
  const middleware = known.get(name);
  if (middleware === undefined) throw new Error(`middleware "${name}@file" does not exist`);
  return middleware;
}
