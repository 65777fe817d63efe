import * as pulumi from "@pulumi/pulumi";
import { APP_PORT } from "../app/health";
import { MAINTENANCE_PAGE } from "../app/maintenanceText";
import { ASSETS_HEALTH_PATH, ASSETS_PORT, nginxConf } from "../app/nginxConf";
import { partContainer } from "./partContainer";
import type { Place } from "./place";

/** `nginx` in the unprivileged image. */
export const NGINX_USER = "101";

export const NGINX_CONF_FILE = "/etc/nginx/nginx.conf";

/** Of every network of an engine. */
export const ENGINE_RESOLVER = "127.0.0.11";

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
    const content = nginxConf(`blue:${APP_PORT}`, `green:${APP_PORT}`, lookup);
    partContainer(
      name,
      {
        place,
        part: name,
        image: place.images.of.assets,
        aliases: [name],
        memoryMiB: place.memoryMiB.assets,
        user: NGINX_USER,
        entrypoints: ["nginx"],
        command: ["-g", "daemon off;"],
        uploads: [{ file: NGINX_CONF_FILE, content }],
        healthcheck: {
          tests: [
            "CMD",
            "wget",
            "-q",
            "-O",
            "/dev/null",
            `http://127.0.0.1:${ASSETS_PORT}${ASSETS_HEALTH_PATH}`,
          ],
          interval: "2s",
          timeout: "4s",
          retries: 15,
        },
        wait: true,
        waitTimeout: 60,
        destroyGraceSeconds: 30,
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
