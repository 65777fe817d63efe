import type { Agent, IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Answer } from "./ask";
import { CookieJar } from "./cookieJar";
import { type Connection, colorOf, keptAlive, requestBy } from "./site";

export interface Posted {
  json: unknown;
  headers?: Record<string, string>;
}

/** What a browser does with one site: keeps cookies, keeps connections alive, says where it comes from. */
export class Browser {
  private readonly cookies = new CookieJar();
  private readonly agent: Agent;
  private readonly request: ReturnType<typeof requestBy>;
  private readonly authority: string;
  private readonly scheme: "http" | "https";
  private readonly clientAddress: string;

  /** @param clientAddress the address that a proxy in front of the user would report. */
  constructor(connection: Connection, clientAddress: string) {
    const { scheme = "https", authority } = connection;
    this.agent = keptAlive(connection);
    this.request = requestBy(scheme);
    this.scheme = scheme;
    this.authority = authority;
    this.clientAddress = clientAddress;
  }

  /** The whole answer to a GET, or to a POST when something is posted. @throws Error when none came in time. */
  async ask(path: string, signal: AbortSignal, posted?: Posted): Promise<Answer> {
    const response = await this.open(path, signal, posted);
    const body = await text(response);
    return { status: response.statusCode ?? 0, body, color: colorOf(response.headers) };
  }

  /** The answer as soon as its headers are there. @throws Error when none came before `signal`. */
  open(path: string, signal: AbortSignal, posted?: Posted): Promise<IncomingMessage> {
    const body = posted === undefined ? undefined : JSON.stringify(posted.json);
    return new Promise((resolve, reject) => {
      const sent = this.request(
        {
          agent: this.agent,
          method: body === undefined ? "GET" : "POST",
          path,
          signal,
          headers: { ...this.headers(), ...this.postHeaders(body), ...posted?.headers },
        },
        (response) => {
          this.cookies.store(response.headers["set-cookie"] ?? []);
          resolve(response);
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private headers(): Record<string, string> {
    const cookie = this.cookies.header();
    return {
      host: this.authority,
      "user-agent": "Mozilla/5.0 (drill)",
      "x-forwarded-for": this.clientAddress,
      ...(cookie === undefined ? {} : { cookie }),
    };
  }

  /** better-auth refuses a POST with cookies whose Origin is not the app's own. */
  private postHeaders(body: string | undefined): Record<string, string> {
    if (body === undefined) return {};
    return {
      origin: `${this.scheme}://${this.authority}`,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    };
  }
}
