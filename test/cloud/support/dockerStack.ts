import { request } from "node:http";
import { colorRoutes } from "../../../components/docker/traefik/colorRoutes";
import { edgeRoutes, type EdgeSettings } from "../../../components/docker/traefik/edgeRoutes";
import type { RouteFile } from "../../../components/docker/traefik/routeFile";
import { ROUTES_FOLDER, staticArgs } from "../../../components/docker/traefik/staticArgs";
import { trafficRoutes } from "../../../components/docker/traefik/trafficRoutes";
import { WRITE_SCRIPT } from "../../../components/docker/writeScript";
import { freePort } from "../../../drill/cloud/pods/ports";
import { secret, type Properties } from "../../../drill/engine/envelope";
import type { Color } from "../../../drill/report/report";
import { answerTo, type Answer } from "./answer";
import { CONTAINER, digestOf, IMAGE, NETWORK, VOLUME } from "./docker";
import { textAt, World } from "./world";

const PASSWORD = "passWord1";

const EDGE: EdgeSettings = {
  statusToken: "status-token",
  previewTokens: { blue: "blue-token", green: "green-token" },
  allowedCidrs: ["0.0.0.0/0"],
  rateLimit: { average: 1000, burst: 1000 },
  bucket: "lobechat-files",
  remembersHttps: false,
  certificate: undefined,
};

/** A stack on the stand-in's Docker, as far as its load balancer needs one: parts by hand, files by the program's own words. */
export class DockerStack {
  readonly world: World;
  readonly port: number;
  readonly #network: string;
  readonly #image: string;
  readonly #volume: string;

  private constructor(
    world: World,
    port: number,
    given: Record<"network" | "image" | "volume", string>,
  ) {
    this.world = world;
    this.port = port;
    this.#network = given.network;
    this.#image = given.image;
    this.#volume = given.volume;
  }

  /** With sessions and the load balancer; no colour has a container yet. */
  static async start(settings: Partial<EdgeSettings> = {}, scale = 300): Promise<DockerStack> {
    const world = await World.start({ scale });
    const { engine } = world;
    const stack = new DockerStack(world, await freePort(), {
      network: textAt(await engine.put(NETWORK, "network", {}), "name"),
      image: textAt(await engine.put(IMAGE, "tool", { name: `tool:1@${digestOf(3)}` }), "imageId"),
      volume: textAt(await engine.put(VOLUME, "routes", { name: "lobechat-dev-routes" }), "name"),
    });
    await stack.put("sessions", "sessions", { envs: secret([`REDIS_PASSWORD=${PASSWORD}`]) });
    await stack.#putEdge(settings.certificate !== undefined);
    await stack.write("edge-routes", edgeRoutes({ ...EDGE, ...settings }));
    return stack;
  }

  /** A container of the stack. */
  put(name: string, part: string, inputs: Properties): Promise<Properties> {
    return this.world.engine.put(CONTAINER, name, {
      image: this.#image,
      labels: [
        { label: "lobechat.stack", value: "dev" },
        { label: "lobechat.part", value: part },
      ],
      networksAdvanced: [{ name: this.#network, aliases: [part, name] }],
      ...inputs,
    });
  }

  /** One container of the app, and the colour's servers with it. */
  async putApp(color: Color, digest: string, names: readonly string[] = [`${color}-1`]) {
    for (const name of names) {
      await this.put(name, color, {
        image: digest,
        envs: secret([
          `APP_URL=http://lobechat.localhost:${this.port}`,
          "AUTH_SECRET=secret",
          "DATABASE_DRIVER=node",
          "DATABASE_URL=postgres://database:5432/lobechat",
          "KEY_VAULTS_SECRET=vault",
          `REDIS_URL=redis://:${PASSWORD}@sessions:6379`,
        ]),
        healthcheck: { tests: ["CMD", "wget", "http://127.0.0.1:3210/api/version"] },
        restart: "unless-stopped",
        destroyGraceSeconds: 330,
        wait: true,
      });
    }
    await this.write(`${color}-routes`, colorRoutes(color, names));
  }

  putTraffic(blue: number, green: number): Promise<Properties> {
    const weights = { blue, green };
    return this.write("traffic", trafficRoutes({ weights, maintenance: false }));
  }

  /** @returns the outputs of the one-shot that wrote the file */
  write(name: string, { file, content, router }: RouteFile): Promise<Properties> {
    return this.put(name, name, {
      entrypoints: ["sh", "-ec", WRITE_SCRIPT],
      envs: secret([
        "FOLDER=/routes",
        "STATUS_URL=http://edge:8082",
        `FILE=${file}`,
        `CONTENT=${content}`,
        `ROUTER=${router}`,
      ]),
      volumes: [{ volumeName: this.#volume, containerPath: "/routes" }],
      mustRun: false,
      attach: true,
      logs: true,
    });
  }

  ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerTo(request({ host: "127.0.0.1", port: this.port, path, headers, agent: false }));
  }

  close(): Promise<void> {
    return this.world.close();
  }

  #putEdge(secure: boolean): Promise<Properties> {
    const tls = secure ? "certificate" : "none";
    return this.put("edge", "edge", {
      entrypoints: ["traefik"],
      command: staticArgs({ port: this.port, domain: "lobechat.localhost", tls }),
      ports: [{ internal: this.port, external: this.port }],
      volumes: [{ volumeName: this.#volume, containerPath: ROUTES_FOLDER, readOnly: true }],
      healthcheck: { tests: ["CMD", "wget", "http://127.0.0.1:8082/ping"] },
      wait: true,
    });
  }
}
