import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/**
 * Bundles the small app, its page within, so that every pod starts with plain node and one file.
 *
 * @returns the file, below `folder`
 */
export function bundleApp(folder: string): string {
  const outfile = join(folder, "app.js");
  buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile,
    bundle: true,
    define: { PAGE: JSON.stringify(bundlePage()) },
    platform: "node",
    target: "node20",
    logLevel: "error",
  });
  return outfile;
}

/** The page with its style and its program, which asks nobody else for anything. */
function bundlePage(): string {
  const source = join(__dirname, "page");
  const client = buildSync({
    entryPoints: [join(source, "client.ts")],
    write: false,
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    logLevel: "error",
  });
  const style = readFileSync(join(source, "page.css"), "utf8");
  const program = client.outputFiles[0]?.text ?? "";
  return readFileSync(join(source, "page.html"), "utf8")
    .replace("/* style */", () => style)
    .replace("/* client */", () => program);
}
