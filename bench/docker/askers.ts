import { Agent, request } from "node:http";
import { request as requestByTls } from "node:https";
import { setTimeout as delay } from "node:timers/promises";
import type { Color } from "../../config/color";

/** How many ask at a time, and how long each rests, in milliseconds. */
const ASKERS = 4;
const REST_MS = 20;

/** The balancer gives whoever has no cookie one that names the colour. */
const COLOR_COOKIE = /^lobechat_(blue|green)=/;

/** Who answered a request. */
export interface Answered {
  /** Date.now() of the request. */
  atMs: number;
  color: Color | undefined;
}

/** Asks a site for its version without pause, each time as somebody who was never there. */
export class Askers {
  readonly answers: Answered[] = [];
  failed = 0;
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });
  #stopped = false;
  readonly #askers: Promise<void>[];

  constructor(siteUrl: string) {
    this.#url = new URL("/api/version", siteUrl);
    this.#askers = Array.from({ length: ASKERS }, () => this.#askOn());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#askers);
    this.#agent.destroy();
  }

  /** When the last request began that a color answered, as Date.now(). @throws Error when it answered none */
  lastOf(color: Color): number {
    const last = Math.max(...this.answers.flatMap((one) => (one.color === color ? one.atMs : [])));
    if (Number.isFinite(last)) return last;
    throw new Error(`nobody who asked was answered by ${color}`);
  }

  async #askOn(): Promise<void> {
    while (!this.#stopped) {
      const atMs = Date.now();
      try {
        this.answers.push({ atMs, color: await this.#ask() });
      } catch {
        this.failed += 1;
      }
      await delay(REST_MS);
    }
  }

  #ask(): Promise<Color | undefined> {
    const { protocol, hostname, port, host, pathname } = this.#url;
    // Browsers resolve these names to the loopback themselves; not every resolver does.
    const address = hostname.endsWith(".localhost") ? "127.0.0.1" : hostname;
    const options = { host: address, servername: hostname, path: pathname, headers: { host } };
    return new Promise((resolve, reject) => {
      const sent =
        protocol === "https:"
          ? requestByTls({ ...options, port: port || 443 })
          : request({ ...options, port: port || 80, agent: this.#agent });
      sent.on("response", (response) => {
        response.resume();
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode !== 200) reject(new Error(String(response.statusCode)));
          resolve(colorIn(response.headers["set-cookie"] ?? []));
        });
      });
      sent.on("error", reject);
      sent.end();
    });
  }
}

function colorIn(cookies: readonly string[]): Color | undefined {
  const [name] = cookies.flatMap((cookie) => COLOR_COOKIE.exec(cookie)?.[1] ?? []);
  return name === "blue" || name === "green" ? name : undefined;
}
