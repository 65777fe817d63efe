import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { Browser } from "../../drill/traffic/browser";
import { connectionTo, type Site } from "../../drill/traffic/site";

/** How many ask at a time, and how long each rests, in milliseconds. */
const VISITORS = 4;
const REST_MS = 20;

const DEADLINE_MS = 10_000;

const VERSION = z.object({ version: z.string() });

/** Ask the site for its version, each again and again at a browser of its own. */
export class Visitors {
  requests = 0;
  failed = 0;
  /** Date.now() of the last answer of each version. */
  readonly #lastMs = new Map<string, number>();
  /** The version that answered each of them last. */
  readonly #seen: string[] = [];
  readonly #visits: Promise<void>[];
  #leaving = false;

  constructor(site: Site) {
    const connection = connectionTo(site);
    this.#visits = Array.from({ length: VISITORS }, (_, index) =>
      this.#visit(index, new Browser(connection, `10.0.1.${String(index + 1)}`)),
    );
  }

  /** Waits until nobody is answered by the version. @returns Date.now() of its last answer. @throws Error when it gave none */
  async lastOf(version: string): Promise<number> {
    while (this.#seen.includes(version)) await pause(REST_MS);
    const lastMs = this.#lastMs.get(version);
    if (lastMs === undefined) throw new Error(`nobody was answered by ${version}`);
    return lastMs;
  }

  async leave(): Promise<void> {
    this.#leaving = true;
    await Promise.all(this.#visits);
  }

  async #visit(index: number, browser: Browser): Promise<void> {
    while (!this.#leaving) {
      this.requests += 1;
      try {
        const version = await versionOf(browser);
        this.#seen[index] = version;
        this.#lastMs.set(version, Date.now());
      } catch {
        this.failed += 1;
      }
      await pause(REST_MS);
    }
    browser.close();
  }
}

async function versionOf(browser: Browser): Promise<string> {
  const { body } = await browser.ask("/api/version", AbortSignal.timeout(DEADLINE_MS));
  return VERSION.parse(JSON.parse(body)).version;
}
