import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { dump, load } from "js-yaml";
import { z } from "zod";

const CHECKOUT = join(__dirname, "..", "..");

const done = new Map<string, string>();

/**
 * The same program, compiled once for all tests of a process: without TypeScript it starts in half the time.
 * @param folder with Pulumi.yaml and index.ts
 * @returns a folder that is gone when the process ends
 */
export function compiled(folder: string): string {
  const known = done.get(folder);
  if (known !== undefined) return known;
  const out = mkdtempSync(join(tmpdir(), "compiled-program-"));
  process.once("exit", () => {
    rmSync(out, { recursive: true, force: true });
  });
  buildSync({
    entryPoints: [join(folder, "index.ts")],
    outfile: join(out, "index.js"),
    bundle: true,
    packages: "external",
    platform: "node",
    logLevel: "error",
  });
  const project = z.record(z.string(), z.unknown());
  const settings = project.parse(load(readFileSync(join(folder, "Pulumi.yaml"), "utf8")));
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(out, "Pulumi.yaml"), dump({ ...settings, runtime }));
  writeFileSync(join(out, "package.json"), JSON.stringify({ main: "index.js" }));
  symlinkSync(join(CHECKOUT, "node_modules"), join(out, "node_modules"));
  done.set(folder, out);
  return out;
}
