import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RouteFile } from "../../../../components/docker/traefik/routeFile";
import {
  INTERNAL_PORT,
  ROUTES_FOLDER,
  staticArgs,
  type StaticSettings,
} from "../../../../components/docker/traefik/staticArgs";
import { write, type Written } from "./writer";

/** Traefik itself, started as the container `edge` starts it, on ports of this machine. */
export class RealTraefik {
  readonly port: number;
  readonly #internalUrl: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(port: number, internalPort: number, folder: string, started: ChildProcess) {
    this.port = port;
    this.#internalUrl = `http://127.0.0.1:${internalPort}`;
    this.#folder = folder;
    this.#process = started;
  }

  static async start(command: string, tls: StaticSettings["tls"]): Promise<RealTraefik> {
    const [port, internalPort] = await freePorts();
    const folder = mkdtempSync(join(tmpdir(), "routes-"));
    const args = staticArgs({ port, domain: "lobechat.localhost", tls }).map((arg) =>
      arg
        .replace(ROUTES_FOLDER, folder)
        .replace(`:${INTERNAL_PORT}`, `127.0.0.1:${internalPort}`)
        .replace(`web.address=:`, "web.address=127.0.0.1:"),
    );
    const started = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    const traefik = new RealTraefik(port, internalPort, folder, started);
    await traefik.#answers();
    return traefik;
  }

  /** Writes a file as its container does, with servers of this machine in the place of containers. */
  write(
    route: RouteFile,
    servers: Readonly<Record<string, string>> = {},
    patienceSeconds?: number,
  ): Promise<Written> {
    const onThisMachine = (text: string): string =>
      Object.entries(servers).reduce(
        (changed, [container, url]) => changed.replaceAll(`http://${container}:3210`, url),
        text,
      );
    // Five times in a second, so that no test has to wait for five.
    const content = onThisMachine(route.content).replaceAll(
      '"interval":"5s"',
      '"interval":"200ms"',
    );
    const translated = { ...route, content, servers: route.servers.map(onThisMachine) };
    return write(this.#folder, translated, this.#internalUrl, patienceSeconds);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, "close");
    this.#process.kill("SIGKILL");
    await ended;
    rmSync(this.#folder, { recursive: true });
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.#internalUrl}/metrics`)).text();
  }

  async #answers(): Promise<void> {
    for (;;) {
      const { exitCode } = this.#process;
      if (exitCode !== null) throw new Error(`traefik ended with ${exitCode}`);
      const pinged = await fetch(`${this.#internalUrl}/ping`).catch(() => undefined);
      if (pinged?.ok) return;
      await sleep(20);
    }
  }
}

async function freePorts(): Promise<[number, number]> {
  const servers = [createServer(), createServer()];
  const ports = servers.map(async (server) => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  });
  const [one = 0, other = 0] = await Promise.all(ports);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return [one, other];
}
