import { type FSWatcher, watch } from "node:fs";
import { Agent, type IncomingMessage, type ServerResponse } from "node:http";
import type { Clock } from "../../../clock";
import { pathOf } from "../../loadBalancer/conditions";
import { answerJson, answerText } from "./answers";
import { askApi } from "./api";
import { Configuration, type Router } from "./configuration";
import { EntryPoint } from "./entryPoint";
import { forward } from "./forward";
import type { Resolve } from "./healthChecks";
import { NO_ROUTES, readRoutes } from "./routes";

const PING_ENTRY_POINT = "internal";

export interface TraefikOptions {
  clock: Clock;
  resolve: Resolve;
  /** The folder on this machine whose files it follows. */
  folder: string;
  /** Milliseconds between two reloads at least. */
  throttleMs: number;
  /** Ports of 127.0.0.1 by the entry point's name. */
  entryPoints: ReadonlyMap<string, number>;
  /** Those that speak TLS. */
  secure: ReadonlySet<string>;
  /** Told of each configuration as it takes effect. */
  changed(configuration: Configuration): void;
}

/** Traefik as far as the stack uses it: files, routers, weights, cookies, health checks. */
export class Traefik {
  configuration = new Configuration(NO_ROUTES);
  readonly #options: TraefikOptions;
  readonly #entryPoints: { entryPoint: EntryPoint; port: number }[];
  readonly #agent = new Agent({ keepAlive: true, scheduling: "lifo" });
  readonly #watcher: FSWatcher;
  #next: NodeJS.Timeout | null = null;
  #reloadedMs = -Infinity;
  #text = JSON.stringify(NO_ROUTES);

  private constructor(options: TraefikOptions) {
    this.#options = options;
    this.#entryPoints = [...options.entryPoints].map(([name, port]) => {
      const secure = options.secure.has(name);
      const entryPoint = new EntryPoint(secure, (request, response) => {
        this.#handle(name, request, response);
      });
      return { entryPoint, port };
    });
    this.#watcher = watch(options.folder, () => {
      this.#reloadSoon();
    });
  }

  /** @throws when somebody has one of its ports */
  static async start(options: TraefikOptions): Promise<Traefik> {
    const traefik = new Traefik(options);
    try {
      for (const { entryPoint, port } of traefik.#entryPoints) await entryPoint.listen(port);
    } catch (error) {
      traefik.cut();
      throw error;
    }
    traefik.#reload();
    return traefik;
  }

  /** Takes no more connections, and lets those that are open end. */
  async drain(): Promise<void> {
    await Promise.all(this.#entryPoints.map(({ entryPoint }) => entryPoint.drain()));
    this.#end();
  }

  /** Cuts what is open. */
  cut(): void {
    for (const { entryPoint } of this.#entryPoints) entryPoint.cut();
    this.#end();
  }

  #end(): void {
    this.#watcher.close();
    if (this.#next !== null) clearTimeout(this.#next);
    this.configuration.end();
    this.#agent.destroy();
  }

  /** The first change is read at once, and those that follow it together. */
  #reloadSoon(): void {
    if (this.#next !== null) return;
    const waitMs = this.#reloadedMs + this.#options.throttleMs - performance.now();
    this.#next = setTimeout(
      () => {
        this.#next = null;
        this.#reload();
      },
      Math.max(0, waitMs),
    );
  }

  /** Requests that are being answered go on by the configuration that they came under. */
  #reload(): void {
    try {
      const routes = readRoutes(this.#options.folder);
      const text = JSON.stringify(routes);
      if (text === this.#text) return;
      this.#text = text;
      this.#reloadedMs = performance.now();
      const [own] = routes.tls?.certificates ?? [];
      if (own !== undefined) this.#certify({ cert: own.certFile, key: own.keyFile });
      const next = new Configuration(routes);
      this.configuration.end();
      this.configuration = next;
      next.checkHealth(this.#options.clock, this.#options.resolve);
      this.#options.changed(next);
    } catch (error) {
      // What was in effect stays so.
      console.error("Traefik's files:", error);
    }
  }

  #certify(certificate: { cert: string; key: string }): void {
    for (const { entryPoint } of this.#entryPoints) entryPoint.setCertificate(certificate);
  }

  #handle(entryPoint: string, request: IncomingMessage, response: ServerResponse): void {
    if (entryPoint === PING_ENTRY_POINT && pathOf(request) === "/ping") {
      answerText(response, 200, "OK");
      return;
    }
    const { configuration } = this;
    const router = configuration.routerFor(entryPoint, request);
    if (router === undefined) {
      answerText(response, 404, "404 page not found\n");
      return;
    }
    for (const middleware of router.middlewares) {
      const refusal = middleware.refuse?.(request) ?? null;
      if (refusal !== null) {
        answerText(response, refusal.status, refusal.text, refusal.headers);
        return;
      }
    }
    this.#serve(router, configuration, request, response);
  }

  #serve(
    { middlewares, added, balancer }: Router,
    configuration: Configuration,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (balancer === null) {
      const path = middlewares.find((middleware) => middleware.path !== undefined)?.path;
      const { status, body } = askApi(configuration, path ?? pathOf(request));
      answerJson(response, status, body);
      return;
    }
    const choice = balancer.choose(request);
    if (choice === null) {
      answerText(response, 503, "no available server\n");
      return;
    }
    const address = this.#options.resolve(choice.url);
    if (address === null) {
      answerText(response, 502, "Bad Gateway");
      return;
    }
    const entrance = entranceOf(request);
    forward(request, response, {
      address,
      choice,
      agent: this.#agent,
      added: added[entrance.protocol],
      entrance,
    });
  }
}

function entranceOf({ socket }: IncomingMessage) {
  return {
    protocol: "encrypted" in socket ? ("HTTPS" as const) : ("HTTP" as const),
    port: socket.localPort ?? 0,
  };
}
