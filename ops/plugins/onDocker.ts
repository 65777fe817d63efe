import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { pluginsIn, PLUGINS_QUERY, type InstalledPlugin } from "./installed";
import { textOf, type StateResource } from "./state";

const CONTAINER = "docker:index/container:Container";

/**
 * Asks within the database's own container, which publishes no port.
 *
 * @throws Error when there is none, or Docker or PostgreSQL do not answer
 */
export async function pluginsOnDocker(
  resources: readonly StateResource[],
  signal: AbortSignal,
): Promise<InstalledPlugin[]> {
  const database = resources.find(
    ({ type, urn }) => type === CONTAINER && urn.endsWith("::database"),
  );
  if (database === undefined) throw new Error("the stack has no container called database");
  const provider = resources.find(({ type }) => type === "pulumi:providers:docker");
  const host = textOf(provider?.inputs["host"]);
  const at = host === undefined ? [] : ["--host", host];
  const psql = ["psql", "--username=lobechat", "--no-align", "--tuples-only", "--command"];
  const args = [...at, "exec", database.id, ...psql, PLUGINS_QUERY];
  const { stdout } = await promisify(execFile)("docker", args, { signal });
  return pluginsIn(stdout);
}
