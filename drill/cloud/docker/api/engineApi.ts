import { createServer, type Server } from "node:http";
import { totalmem } from "node:os";
import { said } from "../../../../ops/said";
import { closeNow, listenOnLoopback } from "../../loopback";
import type { DockerEngine } from "../engine/dockerEngine";
import { digestIn } from "../engine/images";
import { listContainers } from "./listContainers";
import { inspectContainer, inspectVolume } from "./shapes";

interface Answer {
  status: number;
  body: unknown;
}

const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound = (message: string): Answer => ({ status: 404, body: { message } });

type Route = [RegExp, (engine: DockerEngine, name: string, query: URLSearchParams) => Answer];

/** What is read of the engine; whatever changes it comes by its provider. */
const ROUTES: readonly Route[] = [
  [/^\/_ping$/, () => ok("OK")],
  [/^\/version$/, () => ok({ Version: "28.3.0", ApiVersion: "1.51", MinAPIVersion: "1.24" })],
  [/^\/info$/, (engine) => ok(info(engine))],
  [/^\/containers\/json$/, (engine, _name, query) => ok(listContainers(engine, query))],
  [/^\/containers\/([^/]+)\/json$/, container],
  [/^\/images\/(.+)\/json$/, image],
  [/^\/distribution\/(.+)\/json$/, distribution],
  [/^\/volumes$/, (engine) => ok({ Volumes: engine.volumes.map(inspectVolume), Warnings: [] })],
  [/^\/volumes\/([^/]+)$/, volume],
];

/** The Docker Engine HTTP API on a port of 127.0.0.1. */
export class EngineApi {
  readonly #server: Server;

  constructor(engine: DockerEngine) {
    this.#server = createServer((request, response) => {
      const { status, body } =
        request.method === "GET"
          ? answerOrRefuse(engine, request.url ?? "/")
          : { status: 405, body: { message: "the stand-in's engine is only read from here" } };
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const type = typeof body === "string" ? "text/plain" : "application/json";
      response.writeHead(status, { "Content-Type": type, "Api-Version": "1.51" }).end(text);
    });
  }

  /** @returns what DOCKER_HOST is to be */
  async listen(): Promise<string> {
    return `tcp://127.0.0.1:${await listenOnLoopback(this.#server)}`;
  }

  close(): Promise<void> {
    return closeNow(this.#server);
  }
}

/** What nobody can make sense of is refused: the engine goes on for everybody else. */
function answerOrRefuse(engine: DockerEngine, url: string): Answer {
  try {
    return answer(engine, url);
  } catch (error) {
    const message = `the stand-in's engine does not understand ${url}: ${said(error)}`;
    return { status: 400, body: { message } };
  }
}

function answer(engine: DockerEngine, url: string): Answer {
  const { pathname, searchParams } = new URL(url, "http://docker");
  const path = pathname.replace(/^\/v\d+\.\d+(?=\/)/, "");
  for (const [pattern, route] of ROUTES) {
    const match = pattern.exec(path);
    if (match !== null) return route(engine, decodeURIComponent(match[1] ?? ""), searchParams);
  }
  return notFound("page not found");
}

function container(engine: DockerEngine, name: string): Answer {
  const found = engine.containers.find(
    ({ id, settings }) => id.startsWith(name) || settings.name === name,
  );
  return found === undefined ? notFound(`No such container: ${name}`) : ok(inspectContainer(found));
}

function image(engine: DockerEngine, name: string): Answer {
  const found = engine.images.find(name);
  if (found === undefined) return notFound(`No such image: ${name}`);
  const { id: Id, reference } = found;
  const RepoDigests = reference === null ? [] : [reference.replace(/:[^:@/]+@/, "@")];
  return ok({ Id, RepoDigests, Config: { Env: [] } });
}

/** Every digest can be pulled here: what it stands for is asked when a container is to run it. */
function distribution(_engine: DockerEngine, name: string): Answer {
  const digest = digestIn(name);
  return digest === null || !name.includes("@")
    ? notFound(`manifest unknown: ${name}`)
    : ok({ Descriptor: { digest } });
}

function volume(engine: DockerEngine, name: string): Answer {
  const found = engine.volumes.find((candidate) => candidate.name === name);
  return found === undefined ? notFound(`get ${name}: no such volume`) : ok(inspectVolume(found));
}

function info({ containers }: DockerEngine) {
  return {
    ID: "drill",
    Name: "drill",
    OperatingSystem: "the drill's stand-in",
    ServerVersion: "28.3.0",
    Containers: containers.length,
    MemTotal: totalmem(),
  };
}
