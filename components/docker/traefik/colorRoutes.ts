import type { Color } from "../../../config/color";
import { APP_PORT, VERSION_PATH } from "../../app/health";
import { HEALTH_CHECK } from "../../app/lifecycle";
import type { DynamicConfig } from "./dynamicConfig";
import { PRIORITY } from "./priority";
import { provenFile, type RouteFile } from "./routeFile";
import { stickyBy } from "./sticky";

/**
 * A colour's servers, as the service of its name. The other files name it, and stay as they are when its servers
 * change. Its router is on the entry point `internal` alone: it proves the file.
 *
 * @param hosts names such as `blue-1-0a1b2c3d`; none while the colour is cold
 */
export function colorRoutes(color: Color, hosts: readonly string[]): RouteFile {
  const { intervalSeconds, timeoutSeconds } = HEALTH_CHECK;
  const servers = hosts.map((host) => `http://${host}:${APP_PORT}`);
  const make = (router: string): DynamicConfig => ({
    http: {
      routers: {
        [router]: {
          entryPoints: ["internal"],
          rule: `Path(\`/${router}\`)`,
          priority: PRIORITY.window,
          service: color,
        },
      },
      services: {
        [color]: {
          loadBalancer: {
            servers: servers.map((url) => ({ url })),
            healthCheck: {
              path: VERSION_PATH,
              interval: `${intervalSeconds}s`,
              timeout: `${timeoutSeconds}s`,
            },
            // To a server of the colour, and never to the colour.
            sticky: stickyBy(`lobechat_${color}`),
            // A chat is passed on as it comes.
            responseForwarding: { flushInterval: "-1ms" },
          },
        },
      },
    },
  });
  // One that does not answer must not take the place of one that does.
  return provenFile(
    color,
    make,
    servers.map((url) => url + VERSION_PATH),
  );
}
