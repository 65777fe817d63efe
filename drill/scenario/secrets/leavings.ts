import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { reportPage } from "../../report/html/page";
import type { DrillReport } from "../../report/report";
import { endingLines } from "../../report/terminal/ending";
import { paintFor, type Output } from "../../report/terminal/paint";

/** Something that a drill leaves behind, or has said. */
export interface Leaving {
  /** Where it is, in a reader's words. */
  place: string;
  /** Id of the step that it belongs to; absent of what all of them have made. */
  step?: string;
  content: Buffer | string;
}

/**
 * The data of Docker's volumes: on a real engine nobody but root reads it, as nobody else reads a container's
 * variables. What Traefik goes by stands there, tokens and all.
 */
const VOLUMES = /(^|\/)docker\/volumes\//;

/** Every file below a folder but volumes' data: what the engine, the cloud, the pods and the session store have written. */
export function* filesBelow(folder: string): Generator<Leaving> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const place = relative(folder, path);
    if (entry.isFile() && !VOLUMES.test(place)) yield { place, content: readFileSync(path) };
  }
}

/** Writes to `out` as before, and remembers what was written. */
export class Overheard implements Output {
  readonly #out: Output;
  readonly #heard: string[] = [];

  constructor(out: Output) {
    this.#out = out;
  }

  get isTTY(): boolean {
    return this.#out.isTTY === true;
  }

  get columns(): number | undefined {
    return this.#out.columns;
  }

  write(text: string): unknown {
    this.#heard.push(text);
    return this.#out.write(text);
  }

  get text(): string {
    return this.#heard.join("");
  }
}

/** Where the report goes is not known yet, and no secret. */
const NOWHERE = { page: "", json: "" };

/** The report as a program reads it, and all that a person has read and is about to read. */
export function reportLeavings(report: DrillReport, heard: string): Leaving[] {
  const ending = endingLines(report, NOWHERE, paintFor({ write: () => undefined }, {}));
  return [
    { place: "the report", content: JSON.stringify(report) },
    { place: "the report's page", content: reportPage(report) },
    { place: "the terminal", content: [heard, ...ending].join("\n") },
  ];
}
