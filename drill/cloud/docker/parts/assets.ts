import { startAssetsProxy, type Resolve } from "../../assets/proxy";
import { listenedPorts } from "../../assets/routes";
import { freePort } from "../../pods/ports";
import type { Workload } from "../../pods/workload";
import type { DockerEngine } from "../engine/dockerEngine";
import { filesOf } from "../engine/settings";
import type { LaunchPart } from "./launch";

/** nginx, with the configuration that was uploaded. */
export function assetsPart(engine: DockerEngine): LaunchPart {
  const resolve: Resolve = (host) => {
    const [name = "", internal = "80"] = host.split(":");
    const port = engine.resolve(name, Number(internal));
    return port === null ? null : { host: "127.0.0.1", port };
  };
  return async ({ settings }) => {
    const conf = Object.values(filesOf(settings)).find((text) => /\bhttp\s*\{/.test(text));
    if (conf === undefined) throw new Error(`${settings.name}: no nginx.conf was uploaded`);
    const ports = new Map<number, number>();
    const servers: Workload[] = [];
    for (const listen of listenedPorts(conf)) {
      const port = await freePort();
      servers.push(await startAssetsProxy(conf, { port, resolve, listen }));
      ports.set(listen, port);
    }
    return { workload: together(servers), ports };
  };
}

/** Several servers of one container. */
function together(workloads: readonly Workload[]): Workload {
  return {
    ended: Promise.all(workloads.map(({ ended }) => ended)).then(() => "exit code 0"),
    stop: () => {
      for (const workload of workloads) workload.stop();
    },
    kill: () => {
      for (const workload of workloads) workload.kill();
    },
  };
}
