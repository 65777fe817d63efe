import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Got {
  status: number;
  /** Who answered, by the app's own word. */
  by: string | undefined;
  body: string;
  cookies: string[];
  headers: IncomingMessage["headers"];
}

/** A server of a colour: it says who it is, and holds a stream open for as long as it is told to. */
export class App {
  readonly server: Server;
  readonly #name: string;
  #endStreams: (() => void)[] = [];

  private constructor(name: string) {
    this.#name = name;
    this.server = createServer((asked, response) => {
      response.setHeader("x-app", name);
      if (asked.url !== "/stream") return response.end(`{"version":"${name}"}`);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: begun\n\n");
      this.#endStreams.push(() => response.end("data: done\n\n"));
      return response;
    });
  }

  static async start(name: string): Promise<App> {
    const app = new App(name);
    app.server.listen(0, "127.0.0.1");
    await once(app.server, "listening");
    return app;
  }

  get name(): string {
    return this.#name;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  endStreams(): void {
    for (const end of this.#endStreams) end();
    this.#endStreams = [];
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** One request over a connection of its own. */
export function get(port: number, path = "/", headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers, agent: false }, (response) => {
      read(response).then(resolve, reject);
    })
      .on("error", reject)
      .end();
  });
}

export async function read(response: IncomingMessage): Promise<Got> {
  let body = "";
  response.setEncoding("utf8");
  for await (const part of response) body += String(part);
  const { headers, statusCode: status = 0 } = response;
  const cookies = (headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0] ?? "");
  return { status, body, cookies, headers, by: headers["x-app"]?.toString() };
}
