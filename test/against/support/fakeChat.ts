import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";
import type { Color } from "../../../config/color";
import type { Site } from "../../../drill/traffic/site";

const VERSIONS: Record<Color, string> = { blue: "2.1.25", green: "2.1.26" };
const SIGN_UP = z.object({ email: z.string() });

/** A deployed app over plain HTTP: it says nowhere which colour answered. */
export class FakeChat {
  active: Color = "blue";
  readonly versions = { ...VERSIONS };
  /** Which build each colour's page belongs to. */
  readonly builds = { blue: "b1", green: "b2" };
  /** How its scripts begin: as the small app's do, or as anything. */
  scriptsBegin = "self.__build(";
  /** The colour that answers users with errors, though not those who look at it by its header. */
  failing: Color | undefined;
  readonly posts: string[] = [];
  readonly #emails: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get site(): Site {
    const { port } = this.#server.address() as AddressInfo;
    return {
      ...{ scheme: "http", domain: "chat.localhost", authority: `chat.localhost:${port}` },
      address: { host: "127.0.0.1", port },
    };
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { "x-lobechat-preview": token } = request.headers;
    const shown = token === "green-token" ? "green" : "blue";
    const color = token === undefined ? this.active : shown;
    const path = request.url ?? "";
    if (request.method === "POST") this.posts.push(path);
    if (token === undefined && this.failing === color) response.writeHead(500).end("broken");
    else if (path.startsWith("/api/auth/")) await this.#auth(path, request, response);
    else response.end(this.#page(path, color));
  }

  #page(path: string, color: Color): string {
    if (path === "/api/version") return JSON.stringify({ version: this.versions[color] });
    if (path === "/signin") return `<script src="${script(this.builds[color])}"></script>`;
    return `${this.scriptsBegin}"page")`;
  }

  async #auth(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (path === "/api/auth/sign-up/email") {
      const { email } = SIGN_UP.parse(await json(request));
      const id = this.#emails.push(email) - 1;
      response.writeHead(200, { "set-cookie": `user=${id}` }).end("{}");
    } else {
      const id = /user=(\d+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
      response.end(JSON.stringify({ user: { id, email: this.#emails[Number(id)] } }));
    }
  }
}

function script(build: string): string {
  return `/_next/static/chunks/page-${build}.js`;
}
