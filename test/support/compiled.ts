import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { dump, load } from "js-yaml";
import { z } from "zod";

const CHECKOUT = join(__dirname, "..", "..");

const done = new Map<string, string>();

/**
 * The same program, compiled once for all tests of a process: without TypeScript it starts in half the time.
 * @param folder with Pulumi.yaml and index.ts; one without TypeScript is run as it is
 * @returns a folder that is gone when the process ends
 */
export function compiledProgram(folder: string): string {
  if (!existsSync(join(folder, "index.ts"))) return folder;
  return once(folder, (out) => {
    compile(join(folder, "index.ts"), join(out, "index.js"));
    const project = z.record(z.string(), z.unknown());
    const settings = project.parse(load(readFileSync(join(folder, "Pulumi.yaml"), "utf8")));
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(join(out, "Pulumi.yaml"), dump({ ...settings, runtime }));
    writeFileSync(join(out, "package.json"), JSON.stringify({ main: "index.js" }));
    return out;
  });
}

/** A script that tests fork, compiled once for all tests of a process. */
export function compiledScript(file: string): string {
  return once(file, (out) => {
    const script = join(out, "script.js");
    compile(file, script);
    return script;
  });
}

/** What a process has compiled goes with it. */
const folders: string[] = [];

function takeAway(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

function once(source: string, make: (out: string) => string): string {
  const known = done.get(source);
  if (known !== undefined) return known;
  const out = mkdtempSync(join(tmpdir(), "compiled-"));
  if (folders.length === 0) process.once("exit", takeAway);
  folders.push(out);
  symlinkSync(join(CHECKOUT, "node_modules"), join(out, "node_modules"));
  const made = make(out);
  done.set(source, made);
  return made;
}

function compile(entry: string, outfile: string): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    logLevel: "error",
  });
}
