import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeAnswer {
  status?: number;
  body: unknown;
}

/** A container as the fake engine has it. */
export interface FakeContainer {
  labels?: Record<string, string>;
  state?: "running" | "exited";
  exitCode?: number;
  /** Seconds since 1970. */
  created?: number;
  ports?: number[];
}

const GIB = 1024 ** 3;

/** An engine that answers what a test wants: on loopback, on a port of its own. */
export class FakeEngine {
  /** By path; what is not there is answered 404, as an engine does. */
  readonly answers = new Map<string, FakeAnswer>();
  /** Every path that was asked for, with its query. */
  readonly asked: string[] = [];
  readonly #server: Server = createServer((request, response) => {
    const path = request.url ?? "/";
    this.asked.push(path);
    const { status = 200, body } = this.answers.get(path.split("?")[0] ?? "") ?? {
      status: 404,
      body: { message: "no such thing" },
    };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });

  static async start(): Promise<FakeEngine> {
    const engine = new FakeEngine();
    engine.#server.listen(0, "127.0.0.1");
    await once(engine.#server, "listening");
    engine.answers.set("/_ping", { body: "OK" });
    engine.answers.set("/info", { body: { MemTotal: 64 * GIB } });
    engine.has({});
    return engine;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get address(): string {
    return `tcp://127.0.0.1:${this.port}`;
  }

  /** The containers that it has, by id. */
  has(containers: Readonly<Record<string, FakeContainer>>): void {
    const listed = Object.entries(containers).map(([id, container]) => {
      const { labels = {}, state = "running", exitCode = 0, created = 0, ports = [] } = container;
      this.answers.set(`/containers/${id}/json`, {
        body: {
          Created: new Date(created * 1000).toISOString(),
          State: { Status: state, ExitCode: exitCode },
        },
      });
      const published = ports.map((port) => ({ PrivatePort: port, PublicPort: port, Type: "tcp" }));
      return { Id: id, Names: [`/${id}`], State: state, Labels: labels, Ports: published };
    });
    this.answers.set("/containers/json", { body: listed });
  }

  /** An image that it has. */
  hasImage(name: string, environment: string[] = []): void {
    this.answers.set(`/images/${name}/json`, { body: { Config: { Env: environment } } });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}
