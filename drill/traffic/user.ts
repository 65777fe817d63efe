import { z } from "zod";
import type { Color } from "../report/report";
import type { Answer } from "./ask";
import { Browser, type Posted } from "./browser";
import { chatAuthHeader, chatFor } from "./chatPayload";
import { type Identity, identityOf } from "./identity";
import type { RequestRecord } from "./record";
import { colorIn, scriptsIn } from "./marks";
import type { Marks } from "./messages";
import { type Connection, colorOf } from "./site";
import { readsToStop } from "./sse";

const DEADLINE_MS = 10_000;
const SESSION = z.object({ user: z.object({ id: z.string(), email: z.string() }) });

/** How a user reaches the site, and tells who answered where no header does. */
export interface Way {
  connection: Connection;
  marks?: Marks | undefined;
}

type Losses = Partial<Pick<RequestRecord, "sessionLost" | "assetLost" | "cut">>;

/** One person at one browser. Every request becomes a record, whether it went well or not. */
export class VirtualUser {
  readonly index: number;
  private readonly browser: Browser;
  private readonly identity: Identity;
  private readonly record: (record: RequestRecord) => void;
  private readonly marks: Marks | undefined;
  private userId = "";
  /** Scripts of the page that was opened long before and is still open in a tab. */
  private openTab: string[] = [];

  constructor(index: number, { connection, marks }: Way, record: (record: RequestRecord) => void) {
    this.index = index;
    this.marks = marks;
    this.identity = identityOf(index);
    this.browser = new Browser(connection, this.identity.clientAddress);
    this.record = record;
  }

  /** Signs up, or in where an earlier try was already taken. @throws Error that says what was answered. */
  async signIn(): Promise<void> {
    const { name, email, password } = this.identity;
    let answer = await this.auth("/api/auth/sign-up/email", { name, email, password });
    if (/already.?exists/i.test(answer?.body ?? "")) {
      answer = await this.auth("/api/auth/sign-in/email", { email, password });
    }
    if (answer?.status === 200 && (await this.checkSession())) return;
    const seen =
      answer === null ? "nothing" : `${String(answer.status)} ${answer.body.slice(0, 200)}`;
    throw new Error(`${email} could not sign in: the app answered ${seen}`);
  }

  /** What a user asks in every turn: who it is, where it has signed in, and who answers, where no header says so. */
  async ask(): Promise<void> {
    if (this.userId !== "") await this.checkSession();
    if (this.marks !== undefined) await this.request("version", "/api/version");
  }

  /** Whether the app still knows who this is. */
  async checkSession(): Promise<boolean> {
    const answer = await this.request("session", "/api/auth/get-session", (seen) => ({
      sessionLost: userIn(seen.body, this.identity.email) === null,
    }));
    const id = answer?.status === 200 ? userIn(answer.body, this.identity.email) : null;
    this.userId = id ?? this.userId;
    return id !== null;
  }

  /** Opens a page in the tab that stays open. @throws Error when the page names no hashed script. */
  async openPage(): Promise<void> {
    const scripts = await this.page();
    if (scripts.length > 0) this.openTab = scripts;
    if (this.openTab.length === 0)
      throw new Error("The page /signin names no script of /_next/static/.");
  }

  /** A short visit in another tab: a page, and one of its scripts. */
  async visit(): Promise<void> {
    const [script] = await this.page();
    if (script !== undefined) await this.script(script);
  }

  /** Loads a script of the page in the open tab, as a click there would, then opens the page anew. */
  async useOpenTab(): Promise<void> {
    const script = this.openTab[this.index % this.openTab.length];
    if (script !== undefined) await this.script(script);
    await this.openPage();
  }

  /**
   * A chat whose answer streams for `durationMs`. Resolves to whether it came to its own end.
   * @param opened called once the answer begins; what it returns is called when it ends.
   */
  async chat(
    durationMs: number,
    signal: AbortSignal,
    opened: (color: Color | null) => () => void,
  ): Promise<boolean> {
    const startMs = now();
    const posted = { json: chatFor(durationMs), headers: chatAuthHeader(this.userId) };
    const answer = await this.browser.open("/webapi/chat/openai", signal, posted).catch(() => null);
    if (answer === null) {
      this.note("stream", startMs, null, {});
      return false;
    }
    const seen = { status: answer.statusCode ?? 0, color: colorOf(answer.headers) };
    const ended = seen.status === 200 ? opened(seen.color) : undefined;
    const stopped = await readsToStop(answer);
    ended?.();
    const sessionLost = seen.status === 401;
    this.note("stream", startMs, seen, {
      sessionLost,
      cut: !stopped && !sessionLost && seen.status < 500,
    });
    return stopped;
  }

  close(): void {
    this.browser.close();
  }

  private async page(): Promise<string[]> {
    const answer = await this.request("page", "/signin");
    return answer?.status === 200 ? scriptsIn(answer.body) : [];
  }

  private async script(path: string): Promise<void> {
    await this.request("asset", path, (seen) => ({ assetLost: seen.status !== 200 }));
  }

  private auth(path: string, json: unknown): Promise<Answer | null> {
    return this.request("signIn", path, () => ({}), { json });
  }

  private async request(
    kind: RequestRecord["kind"],
    path: string,
    judge: (answer: Answer) => Losses = () => ({}),
    posted?: Posted,
  ): Promise<Answer | null> {
    const startMs = now();
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const answer = await this.browser.ask(path, signal, posted).catch(() => null);
    // A 5xx is a failure of its own; it says nothing about the session or the file.
    const losses = answer !== null && answer.status < 500 ? judge(answer) : {};
    const color = answer && (answer.color ?? colorIn(answer, this.marks));
    this.note(kind, startMs, answer && { status: answer.status, color }, losses);
    return answer;
  }

  private note(
    kind: RequestRecord["kind"],
    startMs: number,
    seen: Pick<Answer, "status" | "color"> | null,
    losses: Losses,
  ): void {
    const kept = { sessionLost: false, assetLost: false, cut: false, ...losses };
    this.record({
      kind,
      user: this.index,
      startMs,
      endMs: now(),
      status: seen?.status ?? null,
      color: seen?.color ?? null,
      failed: seen === null || seen.status >= 500 || kept.sessionLost,
      ...kept,
    });
  }
}

/** The id of the user whose session it is, if it is the one with this email; else null. */
function userIn(body: string, email: string): string | null {
  try {
    const session = SESSION.safeParse(JSON.parse(body));
    return session.success && session.data.user.email === email ? session.data.user.id : null;
  } catch {
    return null;
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
