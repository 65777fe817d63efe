import type { Color } from "../../../config/color";
import { VERSION_PATH } from "../../app/health";
import { HEALTH_CHECK } from "../../app/lifecycle";
import { PRIORITY } from "./priority";
import { routeFile, type RouteFile } from "./routeFile";
import { stickyBy } from "./sticky";

/**
 * A colour's servers, as the service of its name. The other files name it, and stay as they are when its servers
 * change. Its router is on the entry point `internal` alone: it proves the file.
 *
 * @param servers URLs such as `http://blue-1-0a1b2c3d:3210`; none while the colour is cold
 * @param secure whether users come over TLS
 */
export function colorRoutes(color: Color, servers: readonly string[], secure: boolean): RouteFile {
  const { intervalSeconds, timeoutSeconds } = HEALTH_CHECK;
  return routeFile(color, (router) => ({
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
            sticky: stickyBy(`lobechat_${color}`, secure),
            // A chat is passed on as it comes.
            responseForwarding: { flushInterval: "-1ms" },
          },
        },
      },
    },
  }));
}
