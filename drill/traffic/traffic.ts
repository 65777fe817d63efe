import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { perColor } from "../../config/color";
import type { Color } from "../report/report";
import type { Command, CrowdOptions, News } from "./messages";
import type { RequestRecord } from "./record";

type Sized = "users" | "streams" | "thinkMs";
/** A `Site`, how long a chat streams at most, and how many users there are. */
export type TrafficOptions = Omit<CrowdOptions, Sized> & Partial<Pick<CrowdOptions, Sized>>;

/** 50 users who think so long ask about 100 times a second in all. */
const DEFAULTS = { users: 50, streams: 20, thinkMs: 600 };
const STDERR_KEPT = 2000;

/** The virtual users, in a process of their own. It ends by itself when this one does. */
export interface Traffic {
  /** Every request that has ended, in the order of their ends; grows until `stop` resolves. */
  readonly records: readonly RequestRecord[];
  /** All users are signed in and all streams are open. Rejects when the app does not let them. */
  readonly ready: Promise<void>;
  /** Each user loads a script of the page that it opened before this call, then opens the page anew. */
  loadOldAssets(): Promise<void>;
  /** Chats that are open now, by the color that answers them. */
  openStreams(): Record<Color, number>;
  /** The color of each user's last answered request, streams left out; null before the first. */
  userColors(): (Color | null)[];
  /** Nobody asks anew, open streams end in their own time, the process ends. */
  stop(): Promise<void>;
  /** Ends the process at once, whatever is open. */
  kill(): void;
}

/** Starts them; they sign in at once. @throws Error when the process does not start. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const crowd: CrowdOptions = { ...DEFAULTS, ...options };
  const child = fork(join(__dirname, "child.ts"), [], {
    execArgv: ["-r", require.resolve("ts-node/register/transpile-only")],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  await once(child, "spawn");
  return new ForkedTraffic(child, crowd);
}

class ForkedTraffic implements Traffic {
  readonly records: RequestRecord[] = [];
  readonly ready: Promise<void>;
  private readonly child: ChildProcess;
  private readonly colors: (Color | null)[];
  private streams: Record<Color, number> = perColor(() => 0);
  private stderr = "";
  private ended: Error | null = null;
  private readonly waiting = new Map<News["what"], PromiseWithResolvers>();

  constructor(child: ChildProcess, crowd: CrowdOptions) {
    this.child = child;
    this.colors = Array.from({ length: crowd.users }, () => null);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.stderr = (this.stderr + text).slice(-STDERR_KEPT);
    });
    child.on("message", (news: News) => {
      this.hear(news);
    });
    child.on("exit", (code, signal) => {
      const how = signal ?? `with status ${String(code)}`;
      this.fail(`The virtual users' process ended ${how}. ${this.stderr}`.trim());
    });
    this.ready = this.tell({ do: "start", options: crowd }, "ready");
    // Whoever waits for it sees the error; nobody has to.
    this.ready.catch(() => undefined);
  }

  loadOldAssets(): Promise<void> {
    return this.tell({ do: "loadOldAssets" }, "oldAssetsLoaded");
  }

  openStreams(): Record<Color, number> {
    return { ...this.streams };
  }

  userColors(): (Color | null)[] {
    return [...this.colors];
  }

  async stop(): Promise<void> {
    if (this.ended !== null) throw this.ended;
    const exited = once(this.child, "exit");
    await this.tell({ do: "stop" }, "stopped").finally(() => {
      this.child.disconnect();
    });
    await exited;
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  private tell(command: Command, answer: News["what"]): Promise<void> {
    if (this.ended !== null) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.waiting.set(answer, { resolve, reject });
      this.child.send(command, (error) => {
        if (error !== null) reject(error);
      });
    });
  }

  private hear(news: News): void {
    if (news.what === "batch") {
      this.streams = news.openStreams;
      for (const record of news.records) this.keep(record);
    } else if (news.what === "failed") {
      this.fail(news.message);
    } else {
      this.waiting.get(news.what)?.resolve();
      this.waiting.delete(news.what);
    }
  }

  private keep(record: RequestRecord): void {
    this.records.push(record);
    if (record.kind !== "stream" && record.color !== null) this.colors[record.user] = record.color;
  }

  private fail(message: string): void {
    const error = new Error(message);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    if (this.child.exitCode !== null || this.child.signalCode !== null) this.ended = error;
  }
}

interface PromiseWithResolvers {
  resolve: () => void;
  reject: (error: Error) => void;
}
