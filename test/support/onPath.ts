import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The first program of one of these names on PATH; undefined where there is none. */
export function onPath(...names: readonly string[]): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
