import type { Color } from "../../../config/color";
import { APP_PORT, VERSION_PATH } from "../../app/health";
import { HEALTH_CHECK } from "../../app/lifecycle";
import { PRIORITY } from "./priority";
import { provenFile, type RouteFile } from "./routeFile";
import { stickyBy } from "./sticky";

/**
 * A colour's servers, as the service of its name. The other files name it, and stay as they are when its servers
 * change. Its router is on the entry point `internal` alone: it proves the file.
 *
 * @param servers host names such as `blue-1-0a1b2c3d`; none while the colour is cold
 */
export function colorRoutes(color: Color, servers: readonly string[]): RouteFile {
  const { intervalSeconds, timeoutSeconds } = HEALTH_CHECK;
  return provenFile(color, (router) => ({
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
            servers: servers.map((host) => ({ url: `http://${host}:${APP_PORT}` })),
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
  }));
}
