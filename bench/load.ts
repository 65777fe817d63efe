import { setTimeout as pause } from "node:timers/promises";
import { Browser } from "../drill/traffic/browser";
import { connectionTo, type Site } from "../drill/traffic/site";

const CONNECTIONS = 32;

const DEADLINE_MS = 10_000;

/** Browsers that are connected already, each to one of the sites in turn. */
export class Load {
  readonly #browsers: Browser[];

  private constructor(browsers: Browser[]) {
    this.#browsers = browsers;
  }

  /** Each browser is at an address of its own, so that no limit of the firewall's is reached. */
  static async connect(sites: readonly Site[]): Promise<Load> {
    const connections = sites.map(connectionTo);
    const browsers = Array.from({ length: CONNECTIONS }, (_, index) => {
      const connection = connections[index % connections.length];
      if (connection === undefined) throw new Error("a load needs a site");
      return new Browser(connection, `10.0.0.${String(index + 1)}`);
    });
    await Promise.all(browsers.map(ask));
    return new Load(browsers);
  }

  /** As much as comes through, each browser asking again as soon as it is answered. @returns requests per second */
  async saturate(ms: number): Promise<number> {
    const began = performance.now();
    let answered = 0;
    await Promise.all(
      this.#browsers.map(async (browser) => {
        while (performance.now() - began < ms) {
          await ask(browser);
          answered += 1;
        }
      }),
    );
    return (answered * 1000) / (performance.now() - began);
  }

  /** Asks so often, whether the answers come in time or not. @returns milliseconds of each answer, from when it was due */
  async pace(perSecond: number, ms: number): Promise<number[]> {
    const began = performance.now();
    const answers: Promise<number>[] = [];
    for (let due = began; due < began + ms; due += 1000 / perSecond) {
      await pause(Math.max(0, due - performance.now()));
      const browser = this.#browsers[answers.length % this.#browsers.length];
      if (browser === undefined) break;
      const askedMs = performance.now();
      answers.push(ask(browser).then(() => performance.now() - askedMs));
    }
    return Promise.all(answers);
  }

  close(): void {
    for (const browser of this.#browsers) browser.close();
  }
}

/** Answered by the app without asking anybody else: the least work that a balancer can stand beside. */
async function ask(browser: Browser): Promise<void> {
  const { status } = await browser.ask("/api/version", AbortSignal.timeout(DEADLINE_MS));
  if (status !== 200) throw new Error(`the app answered ${String(status)}`);
}
