import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Image } from "../../cloud";
import { freePort } from "../../pods/ports";
import type { Processes } from "../../pods/processes";
import type { Registry } from "../../pods/registry";
import { commandOf, type AppCommands } from "../../pods/appCommand";
import type { Container } from "../engine/container";
import type { DockerEngine } from "../engine/dockerEngine";
import { digestIn } from "../engine/images";
import { environmentOf } from "../engine/settings";
import { translated } from "./environment";
import type { LaunchPart } from "./launch";

export interface AppParts extends AppCommands {
  engine: DockerEngine;
  processes: Processes;
  registry: Registry;
  /** PEM file that every app trusts. */
  caFile: string;
  /** Takes one log per container. */
  logDir: string;
}

/** Where the app listens when its variables say nothing. */
const DEFAULT_PORT = 3210;

/** Runs the app of the container's image as a process. */
export function appPart(parts: AppParts): LaunchPart {
  const { processes, logDir } = parts;
  return async (container) => {
    const [command, args] = commandOf(publishedAs(container, parts.registry), parts);
    const own = await freePort();
    const logFile = join(logDir, `${container.settings.name}.log`);
    const workload = processes.start(command, args, {
      env: variablesOf(container, own, parts),
      cwd: logDir,
      logFile,
    });
    const internal = Number(environmentOf(container.settings)["PORT"] ?? DEFAULT_PORT);
    return {
      workload,
      ports: new Map([[internal, own]]),
      logs: () => readFileSync(logFile, "utf8"),
    };
  };
}

function publishedAs({ settings }: Container, registry: Registry): Image {
  const image = registry.find(`@${digestIn(settings.image) ?? ""}`);
  if (image === undefined) throw new Error(`the image ${settings.image} is no app's`);
  return image;
}

function variablesOf(container: Container, port: number, parts: AppParts): Record<string, string> {
  const variables = translated(container, parts.engine);
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    ...variables,
    // The drill's store of sessions takes TLS only, where the stack's is reached by its own network alone.
    REDIS_URL: (variables["REDIS_URL"] ?? "").replace(/^redis:/, "rediss:"),
    HOSTNAME: "127.0.0.1",
    NODE_EXTRA_CA_CERTS: parts.caFile,
    PORT: String(port),
    POD_NAME: container.settings.name,
    ...parts.app?.env,
  };
}
