import { setTimeout as sleep } from "node:timers/promises";
import { perColor } from "../../config/color";
import type { Color } from "../report/report";
import type { CrowdOptions } from "./messages";
import type { RequestRecord } from "./record";
import { connectionTo } from "./site";
import { VirtualUser } from "./user";

/** A sign-in hashes a password; more at a time would measure the app's processor, not the drill. */
const SIGN_INS_AT_A_TIME = 8;
/** Every so many turns a user visits a page and loads one of its scripts. */
const CHECKS_PER_VISIT = 8;
const PAUSE_AFTER_CUT_MS = 250;
/** How much longer than asked for a stream may take before it is given up. */
const STREAM_SLACK_MS = 10_000;

/** All virtual users: their signing in, their browsing, and the chats that they keep open. */
export class Crowd {
  readonly openStreams = perColor(() => 0);
  private readonly options: CrowdOptions;
  private readonly users: VirtualUser[];
  private readonly atWork: Promise<void>[] = [];
  private readonly givingUp = new AbortController();
  private stopping = false;

  constructor(options: CrowdOptions, record: (record: RequestRecord) => void) {
    const way = { connection: connectionTo(options), marks: options.marks };
    this.options = options;
    this.users = Array.from(
      { length: options.users },
      (_, index) => new VirtualUser(index, way, record),
    );
  }

  /** Resolves once everybody who signs in has, and every stream is open. @throws Error when somebody is not let in. */
  async start(): Promise<void> {
    const waiting = [...this.users];
    const signInNext = async (): Promise<void> => {
      for (let user = waiting.shift(); user !== undefined; user = waiting.shift()) {
        if (this.options.signIn !== false) await user.signIn();
        await user.openPage();
        this.atWork.push(this.browse(user));
      }
    };
    await Promise.all(Array.from({ length: SIGN_INS_AT_A_TIME }, signInNext));
    await Promise.all(
      Array.from({ length: this.options.streams }, (_, index) => this.keepStreaming(index)),
    );
  }

  /** Every user loads a script of the page that it opened long before, and opens the page anew. */
  async loadOldAssets(): Promise<void> {
    await Promise.all(this.users.map((user) => user.useOpenTab()));
  }

  /** Nobody asks anything new; streams may come to their end, then connections close. */
  async stop(): Promise<void> {
    this.stopping = true;
    const deadline = setTimeout(() => {
      this.givingUp.abort();
    }, this.options.streamMs + STREAM_SLACK_MS);
    await Promise.all(this.atWork);
    clearTimeout(deadline);
    for (const user of this.users) user.close();
  }

  private async browse(user: VirtualUser): Promise<void> {
    await sleep(Math.random() * this.options.thinkMs);
    for (let turn = user.index; !this.stopping; turn += 1) {
      await user.ask();
      if (turn % CHECKS_PER_VISIT === 0) await user.visit();
      await sleep((0.5 + Math.random()) * this.options.thinkMs);
    }
  }

  /** Resolves once the first stream of this place is open; from then on the next follows each that ends. */
  private keepStreaming(place: number): Promise<void> {
    const user = this.users[place % this.users.length];
    if (user === undefined) return Promise.resolve();
    return new Promise((opened) => {
      const chats = async (): Promise<void> => {
        while (!this.stopping) {
          const whole = await this.chat(user, opened);
          if (!whole) await sleep(PAUSE_AFTER_CUT_MS);
        }
      };
      this.atWork.push(chats());
    });
  }

  /** Between half and all of the longest chat, so that the ends are spread over time. */
  private chat(user: VirtualUser, opened: () => void): Promise<boolean> {
    const durationMs = Math.round(this.options.streamMs * (0.5 + Math.random() / 2));
    const signal = AbortSignal.any([
      this.givingUp.signal,
      AbortSignal.timeout(durationMs + STREAM_SLACK_MS),
    ]);
    return user.chat(durationMs, signal, (color) => {
      opened();
      return this.countOpen(color);
    });
  }

  private countOpen(color: Color | null): () => void {
    if (color !== null) this.openStreams[color] += 1;
    return () => {
      if (color !== null) this.openStreams[color] -= 1;
    };
  }
}
