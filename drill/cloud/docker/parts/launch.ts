import type { Launched, Container } from "../engine/container";
import { idle } from "./idle";

export type LaunchPart = (container: Container) => Promise<Launched>;

/** Runs a container by what it is a part of, as its label says. */
export function launcher(parts: Readonly<Record<string, LaunchPart>>): LaunchPart {
  return (container) => {
    const launch = parts[container.part];
    // A part that nobody asks anything of here: PostgreSQL, the store of files, the exporters.
    return launch === undefined ? Promise.resolve({ workload: idle() }) : launch(container);
  };
}
