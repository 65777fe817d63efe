import { once } from "node:events";
import { said } from "../said";
import { table } from "../table";
import type { OpenedStack, Tools } from "../tools";
import { newerThan, type InstalledPlugin } from "./installed";

/** How long a rollback's question waits for the database at most. */
const PATIENCE_MS = 10_000;

/**
 * What a rollback takes from users: plugins whose manifest is newer than the release that they would be on. It is
 * told beside the question and never decides: no answer within 10 s is one sentence.
 *
 * @param release its name or version
 */
export async function pluginLines(
  tools: Pick<Tools, "installedPlugins">,
  stack: OpenedStack,
  release: string,
  patienceMs = PATIENCE_MS,
): Promise<string[]> {
  if (tools.installedPlugins === undefined) return [];
  const given = new AbortController();
  const timer = setTimeout(() => {
    given.abort();
  }, patienceMs);
  const late = once(given.signal, "abort").then(() => {
    throw new Error(`no answer within ${patienceMs / 1000} s`);
  });
  try {
    const asked = tools.installedPlugins(stack, given.signal);
    return linesOf(release, await Promise.race([asked, late]));
  } catch (error) {
    const why = said(error);
    return [`Plugins were not asked: ${why.split("\n")[0] ?? ""}`];
  } finally {
    clearTimeout(timer);
  }
}

function linesOf(release: string, plugins: readonly InstalledPlugin[]): string[] {
  const newer = newerThan(release, plugins);
  if (newer.length === 0) return [`No plugin of the users wants more than ${release}.`];
  const rows = newer.map(({ identifier, type, version, users }) => [
    ...[identifier, type, version ?? "", String(users)],
  ]);
  return [
    `Plugins whose manifest is newer than ${release}:`,
    ...table([["plugin", "type", "version", "users"], ...rows]),
  ];
}
