import type { Agent } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Color } from "../../config/color";
import { siteAt } from "../../drill/against/siteAt";
import { connectionTo, keptAlive, requestBy, type Connection } from "../../drill/traffic/site";

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
  readonly #connection: Connection;
  readonly #agent: Agent;
  #stopped = false;
  readonly #askers: Promise<void>[];

  constructor(siteUrl: string) {
    this.#connection = connectionTo(siteAt(siteUrl));
    this.#agent = keptAlive(this.#connection);
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
    const { scheme, authority, ...connection } = this.#connection;
    const request = requestBy(scheme);
    return new Promise((resolve, reject) => {
      const headers = { host: authority };
      const sent = request({ ...connection, path: "/api/version", headers, agent: this.#agent });
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
