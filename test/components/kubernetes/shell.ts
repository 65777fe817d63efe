import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What the stand-ins were asked, in order. */
  calls: string[];
}

/** Where the clock of a script stands at first, in seconds since 1970: 2027-01-15T08:00:00Z. */
export const START_SECONDS = 1_800_000_000;

/** A clock that goes on only while the script sleeps, so that an hour's wait is over at once. */
const CLOCK = {
  sleep: `echo $(($(cat "$FOLDER/clock") + $1)) > "$FOLDER/clock"`,
  date: `PATH=$REAL_PATH
case "$*" in
  *-d*) exec date "$@" ;;
  *) for format; do :; done; exec date -u -d "@$(cat "$FOLDER/clock")" "$format" ;;
esac`,
};

/**
 * A folder for one run of a script. A stand-in there is a command by its name, as a script; it finds the folder in
 * FOLDER, and notes what it is asked in `$FOLDER/calls` by `note`.
 */
export class Shell {
  readonly folder = mkdtempSync(join(tmpdir(), "script-"));

  constructor(standIns: Readonly<Record<string, string>>) {
    this.write("clock", `${START_SECONDS}\n`);
    for (const [command, body] of Object.entries({ ...CLOCK, ...standIns })) {
      this.write(
        command,
        `#!/bin/sh\nnote() { echo "$*" >> "$FOLDER/calls"; }\n` +
          // The first line of a list, which goes unless it is the last one.
          `next() { PATH=$REAL_PATH; head -n 1 "$FOLDER/$1"; [ "$(wc -l < "$FOLDER/$1")" -lt 2 ] || sed -i 1d "$FOLDER/$1"; }\n` +
          `${body}\n`,
      );
      chmodSync(join(this.folder, command), 0o755);
    }
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    const path = join(this.folder, file);
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  async run(script: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const path = process.env["PATH"] ?? "";
    const child = spawn("sh", ["-c", script], {
      env: { ...env, PATH: `${this.folder}:${path}`, REAL_PATH: path, FOLDER: this.folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (text.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (text.stderr += chunk.toString()));
    await once(child, "close");
    const calls = this.read("calls").split("\n").filter(Boolean);
    return { code: child.exitCode, ...text, calls };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
