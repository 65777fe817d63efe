import type { Color, Flip, Step } from "../report";
import { type Opening, openingLines } from "./opening";
import { type Output, type Paint, paintFor } from "./paint";
import { stepLines } from "./stepLines";
import { trafficBar } from "./trafficBar";

const REDRAW_MS = 100;
const CLEAR_LINE = "\r\u001b[2K";

/** What a person sees while the drill runs: a line for each finished step and, on a terminal, one traffic bar. */
export interface LiveView {
  stepStarted(title: string): void;
  /** What the running step does now, in a few words: "updating traffic". */
  happening(words: string): void;
  stepFinished(step: Step, flip?: Flip): void;
  /** Something worth a line of its own. */
  note(line: string): void;
  /** Takes the bar away. Nothing is shown afterwards. */
  close(): void;
}

/**
 * Writes the opening lines at once.
 * @param users how many users each color serves now; asked at each redraw
 */
export function openLiveView(
  out: Output,
  opening: Opening,
  users: () => Record<Color, number>,
  env: NodeJS.ProcessEnv = process.env,
): LiveView {
  let closed = false;
  const print = (lines: string[]): void => {
    if (!closed) for (const line of lines) out.write(`${line}\n`);
  };
  // A terminal may be resized while the drill runs.
  const paint = (): Paint => paintFor(out, env);
  print(openingLines(opening, paint()));
  const bar = out.isTTY === true && env["TERM"] !== "dumb" ? new Bar(out, paint, users) : undefined;
  return {
    stepStarted: (title) => bar?.start(title),
    happening: (words) => bar?.happening(words),
    stepFinished: (step, flip) => {
      bar?.erase();
      print(stepLines(step, flip, paint()));
    },
    note: (line) => {
      bar?.erase();
      print([line]);
    },
    close: () => {
      closed = true;
      bar?.close();
    },
  };
}

class Bar {
  private readonly out: Output;
  private readonly paint: () => Paint;
  private readonly users: () => Record<Color, number>;
  private timer: NodeJS.Timeout | undefined;
  private title = "";
  private words = "";
  private startedMs = 0;

  constructor(out: Output, paint: () => Paint, users: () => Record<Color, number>) {
    this.out = out;
    this.paint = paint;
    this.users = users;
  }

  start(title: string): void {
    this.title = title;
    this.words = "";
    this.startedMs = performance.now();
    this.timer ??= setInterval(() => {
      this.draw();
    }, REDRAW_MS).unref();
    this.draw();
  }

  happening(words: string): void {
    this.words = words;
    if (this.timer !== undefined) this.draw();
  }

  /** Leaves the line empty for what is printed next; the timer draws the bar again below it. */
  erase(): void {
    this.out.write(CLEAR_LINE);
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.erase();
  }

  private draw(): void {
    const happening = this.words === "" ? this.title : `${this.title}: ${this.words}`;
    const elapsedMs = performance.now() - this.startedMs;
    const line = trafficBar({ users: this.users(), elapsedMs, happening }, this.paint());
    this.out.write(CLEAR_LINE + line);
  }
}
