import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reportPage } from "./html/page";
import type { DrillReport } from "./report";

const REPORT = "drill-report.json";
const PAGE = "drill-report.html";
/** More than a report takes, so that a full disk shows before the drill and not after it. */
const ROOM_BYTES = 1024 * 1024;

const CAUSES: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the device",
  EDQUOT: "the disk quota is used up",
  EEXIST: "there is a file of that name",
  EISDIR: "there is a folder where the report would go",
  ENOTDIR: "a part of the path is a file",
  ENOENT: "a folder cannot be made there",
};

/** The folder of --out cannot take the report. Its message is one sentence. */
export class OutDirError extends Error {
  constructor(dir: string, cause: unknown) {
    super(
      `The report cannot be written to --out ${dir}: ${causeOf(cause)}; name a folder with room that you may write to, as in --out drill-report.`,
    );
    this.name = "OutDirError";
  }
}

/** Makes the folder, and makes sure that a report will fit in. @throws OutDirError */
export function claimOutDir(dir: string): void {
  inOutDir(dir, () => {
    mkdirSync(dir, { recursive: true });
    const trial = join(dir, `.${REPORT}.${String(process.pid)}`);
    try {
      writeFileSync(trial, Buffer.alloc(ROOM_BYTES));
    } finally {
      rmSync(trial, { force: true });
    }
  });
}

/** Writes drill-report.json whole or not at all. @returns its path. @throws OutDirError */
export function writeJson(report: DrillReport, dir: string): string {
  return writeWhole(`${JSON.stringify(report, null, 2)}\n`, REPORT, dir);
}

/** Writes drill-report.html, the same for a person, whole or not at all. @returns its path. @throws OutDirError */
export function writePage(report: DrillReport, dir: string): string {
  return writeWhole(reportPage(report), PAGE, dir);
}

function writeWhole(text: string, name: string, dir: string): string {
  return inOutDir(dir, () => {
    const path = join(dir, name);
    const draft = join(dir, `.${name}.${String(process.pid)}`);
    try {
      writeFileSync(draft, text);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
    return path;
  });
}

/** Writes what stands beside the report, by paths relative to it. @throws OutDirError */
export function writeBeside(files: Readonly<Record<string, string>>, dir: string): void {
  inOutDir(dir, () => {
    for (const [path, text] of Object.entries(files)) {
      const file = join(dir, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  });
}

function inOutDir<T>(dir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new OutDirError(dir, error);
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CAUSES[code] ?? error.message;
}
