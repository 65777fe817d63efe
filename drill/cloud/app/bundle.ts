import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Bundles the small app, so that every pod starts with plain node and one file.
 *
 * @returns the file, below `folder`
 */
export function bundleApp(folder: string): string {
  const outfile = join(folder, "app.js");
  buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}
