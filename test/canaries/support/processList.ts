import { readdirSync, readFileSync } from "node:fs";
import type { Leaving } from "../../../drill/scenario/secrets/leavings";

const EVERY_MS = 20;

/** What `ps` would have shown of every process of this machine, looked at again and again. */
export class ProcessList {
  readonly #seen = new Set<string>();
  readonly #timer = setInterval(() => {
    this.#look();
  }, EVERY_MS);

  constructor() {
    this.#look();
  }

  /** @returns each command line that was seen, once */
  end(): Leaving[] {
    clearInterval(this.#timer);
    return [...this.#seen].map((content) => ({ place: "the process list", content }));
  }

  #look(): void {
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
      this.#seen.add(commandLineOf(pid));
  }
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // It has ended since.
    return "";
  }
}
