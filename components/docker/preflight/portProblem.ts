import { createServer } from "node:net";
import { isLocal } from "../engine/dockerHost";
import { LABEL } from "../labels";
import { setLine } from "./setLine";
import type { ListedContainer } from "./stackContainers";

export interface PublishedPort {
  port: number;
  stack: string;
  /** The engine's, as in DOCKER_HOST. */
  address: string;
  /** Every container of the engine. */
  containers: readonly ListedContainer[];
}

/** One sentence where somebody else has the port that the stack is to publish. */
export async function portProblem(asked: PublishedPort): Promise<string | undefined> {
  const { port, stack, address, containers } = asked;
  const holder = containers.find(
    ({ isRunning, publishedPorts }) => isRunning && publishedPorts.includes(port),
  );
  if (holder !== undefined) {
    const { labels, name } = holder;
    const isOwn = labels[LABEL.stack] === stack && labels[LABEL.part] === "edge";
    return isOwn ? undefined : taken(port, `the container ${name}`);
  }
  // Only this machine can be asked what its processes hold.
  if (!isLocal(address) || (await isFree(port))) return undefined;
  return taken(port, "another process of this machine");
}

function taken(port: number, holder: string): string {
  return `Port ${port} is taken by ${holder}: stop that, or ${setLine("site.port", "<another port>")}.`;
}

/** A port that one may not open oneself is one that the engine may. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code !== "EADDRINUSE");
    });
    probe.listen({ port, host: "0.0.0.0" }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
