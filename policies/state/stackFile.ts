import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { Part } from "../seen";
import { stackName } from "../stackName";

/** What stands in a stack's own file, or why that cannot be told. */
export type StackFile = { name: string; settings: Part } | { missing: string };

/**
 * A URN says of which stack of which project it is: so does no variable of the environment where states are
 * analyzed, or several stacks by one process.
 *
 * @param folder Where Pulumi.yaml is.
 */
export function stackFile(folder: string, urn: string): StackFile {
  const named = stackName(urn);
  if (named === undefined) return { missing: `${urn} names no stack` };
  const { project, stack } = named;
  const own = read(folder, "Pulumi.yaml")?.text("name");
  if (own !== project) return { missing: `${project} is not the project that is here` };
  const name = `Pulumi.${stack}.yaml`;
  const settings = read(folder, name);
  return settings === undefined ? { missing: `there is no ${name} here` } : { name, settings };
}

function read(folder: string, name: string): Part | undefined {
  const path = join(folder, name);
  return existsSync(path) ? new Part(load(readFileSync(path, "utf8"))) : undefined;
}
