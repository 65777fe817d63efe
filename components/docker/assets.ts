import * as pulumi from "@pulumi/pulumi";
import { APP_PORT } from "../app/health";
import { MAINTENANCE_PAGE } from "../app/maintenanceText";
import { ASSETS_HEALTH_PATH, ASSETS_PORT, nginxConf } from "../app/nginxConf";
import { ENGINE_RESOLVER, nginxContainer } from "./nginxContainer";
import type { Place } from "./place";

const MAINTENANCE_SERVER = `  server {
    listen 8081;
    default_type text/html;
    add_header Cache-Control no-store always;
    location / { return 503 '${MAINTENANCE_PAGE}'; }
  }
`;

/**
 * Serves the hashed files of both colours, so that a tab that was opened on one still finds its JavaScript
 * after a flip, and the page that everyone gets meanwhile. It does not know which colour is active.
 */
export class Assets extends pulumi.ComponentResource {
  constructor(name: string, { place }: { place: Place }, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Assets", name, {}, opts);
    const lookup = { resolver: ENGINE_RESOLVER, servers: MAINTENANCE_SERVER };
    nginxContainer(
      name,
      {
        place,
        conf: nginxConf(`blue:${APP_PORT}`, `green:${APP_PORT}`, lookup),
        memoryMiB: place.memoryMiB.assets,
        healthUrl: `http://127.0.0.1:${ASSETS_PORT}${ASSETS_HEALTH_PATH}`,
        destroyGraceSeconds: 30,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
