import type { Container } from "../engine/container";
import type { DockerEngine } from "../engine/dockerEngine";
import { environmentOf, mountPointsOf } from "../engine/settings";

/**
 * The container's variables for a process on this machine: a volume is a folder elsewhere, and a URL of another
 * container's internal port one of 127.0.0.1. What is published keeps the name that users know it by.
 */
export function translated(container: Container, engine: DockerEngine): Record<string, string> {
  const folders = engine.volumes.flatMap(({ name, mountpoint }) => {
    const target = mountPointsOf(container.settings)[name];
    return target === undefined ? [] : [{ target, mountpoint }];
  });
  const addresses = engine.containers.flatMap((other) =>
    [...other.ports]
      .filter(([internal]) => !other.settings.ports.some((port) => port.internal === internal))
      .flatMap(([internal, own]) => other.aliases.map((alias) => ({ alias, internal, own }))),
  );
  return Object.fromEntries(
    Object.entries(environmentOf(container.settings)).map(([name, value]) => {
      const folder = folders.find(({ target }) => value === target);
      return [name, folder?.mountpoint ?? addresses.reduce(toThisMachine, value)];
    }),
  );
}

function toThisMachine(
  value: string,
  { alias, internal, own }: { alias: string; internal: number; own: number },
): string {
  // A name of a container has nothing in it that means something to a regular expression but its dots.
  const name = alias.replaceAll(".", "\\.");
  const address = new RegExp(`^(?<before>[a-z]+://(?:[^@/]*@)?)${name}:${internal}(?!\\d)`);
  return value.replace(address, `$<before>127.0.0.1:${own}`);
}
