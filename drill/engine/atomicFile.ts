import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** A reader sees the old content or the new one, never a half: a process may be killed at any time. */
export function writeJson(file: string, content: unknown): void {
  const draft = `${file}.${String(process.pid)}.tmp`;
  writeFileSync(draft, JSON.stringify(content, undefined, 2), { mode: 0o600 });
  renameSync(draft, file);
}

/** @returns undefined where there is no such file. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
