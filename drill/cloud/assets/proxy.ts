import { once } from "node:events";
import { Agent, createServer, get, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { Address } from "../loadBalancer/api";
import { listenOnLoopback } from "../loopback";
import type { Workload } from "../pods/workload";
import { parseRoutes, type Location, type Routes } from "./routes";

/** Finds a ready pod behind `service.namespace.svc…`. null: there is none. */
export type Resolve = (host: string) => Address | null;

export interface AssetsProxyOptions {
  port: number;
  resolve: Resolve;
  /** Of several servers in the configuration, the one that listens on this port. @default there is one only */
  listen?: number;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const BAD_GATEWAY: Answer = { status: 502, headers: {}, body: Buffer.from("Bad Gateway") };

/** The same as nginx in the program: of each connection only, so neither is passed on. */
const HOP_BY_HOP = ["connection", "keep-alive", "transfer-encoding", "content-length"];

/** nginx as far as the assets proxy uses it: locations, upstreams, error pages, and a cache of what was found. */
export async function startAssetsProxy(
  conf: string,
  { port, resolve, listen }: AssetsProxyOptions,
): Promise<Workload> {
  const routes = parseRoutes(conf, listen);
  const agent = new Agent({ keepAlive: true });
  const found = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    const [path = "/"] = url.split("?");
    const known = found.get(path);
    if (known !== undefined) {
      send(response, known);
      return;
    }
    void new Asking(routes, resolve, agent).ask(url, routes.find(path)).then((answer) => {
      if (answer.status === 200 && routes.find(path)?.kind === "proxy") found.set(path, answer);
      send(response, answer);
    });
  });
  await listenOnLoopback(server, port);
  return {
    ended: once(server, "close").then(() => "exit code 0"),
    stop: () => {
      server.close();
      server.closeIdleConnections();
      agent.destroy();
    },
    kill: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}

/** One request on its way from location to location. */
class Asking {
  readonly #routes: Routes;
  readonly #resolve: Resolve;
  readonly #agent: Agent;

  constructor(routes: Routes, resolve: Resolve, agent: Agent) {
    this.#routes = routes;
    this.#resolve = resolve;
    this.#agent = agent;
  }

  async ask(url: string, location: Location | null): Promise<Answer> {
    if (location === null) return { status: 404, headers: {}, body: Buffer.from("Not Found") };
    if (location.kind === "return") {
      return { status: location.status, headers: {}, body: Buffer.from(location.body) };
    }
    const answer = await this.#askHosts(url, location.hosts);
    const { fallback } = location;
    if (fallback?.statuses.has(answer.status) !== true) return answer;
    return this.ask(url, this.#routes.named(fallback.location));
  }

  /** The servers of one upstream stand in for each other when one does not answer. */
  async #askHosts(url: string, hosts: readonly string[]): Promise<Answer> {
    for (const host of hosts) {
      const address = this.#resolve(host);
      const answer = address === null ? null : await this.#fetch(address, url);
      if (answer !== null) return answer;
    }
    return BAD_GATEWAY;
  }

  #fetch(address: Address, path: string): Promise<Answer | null> {
    return new Promise((resolve) => {
      const request = get({ ...address, path, agent: this.#agent, timeout: 10_000 }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => {
          resolve(null);
        });
        response.on("end", () => {
          const { statusCode: status = 502, headers } = response;
          resolve({ status, headers, body: Buffer.concat(chunks) });
        });
      });
      request.on("timeout", () => request.destroy());
      request.on("error", () => {
        resolve(null);
      });
    });
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !HOP_BY_HOP.includes(name)) response.setHeader(name, value);
  }
  response.writeHead(status).end(body);
}
