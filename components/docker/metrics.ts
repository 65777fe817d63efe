import * as pulumi from "@pulumi/pulumi";
import { REDIS_PORT } from "../app/ports";
import { envsOf } from "./environment";
import { ENGINE_RESOLVER, nginxContainer } from "./nginxContainer";
import { partContainer } from "./partContainer";
import type { Place } from "./place";
import type { SessionStore } from "./sessionStore";
import { INTERNAL_PORT } from "./traefik/staticArgs";

const PORT = 9100;
const EXPORTER_PORT = 9121;
const FOLDER = "/srv/metrics";

/** Both answers in one: a name that stands in a variable is looked up again, whatever was replaced. */
const CONF = `worker_processes 1;
error_log /dev/stderr warn;
pid /tmp/nginx.pid;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path /tmp/client; proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi; uwsgi_temp_path /tmp/uwsgi; scgi_temp_path /tmp/scgi;
  resolver ${ENGINE_RESOLVER} valid=5s ipv6=off;
  default_type text/plain;
  server {
    listen ${PORT};
    root ${FOLDER};
    proxy_set_header Accept-Encoding "";
    location = /healthz { return 200 "ok"; }
    error_page 500 502 503 504 =200 /nothing;
    location = /nothing { internal; return 200 "# one did not answer\\n"; }
    location = /metrics { ssi on; ssi_types text/plain; ssi_silent_errors on; }
    location = /edge { internal; set $edge edge:${INTERNAL_PORT}; proxy_pass http://$edge/metrics; }
    location = /sessions { internal; set $sessions exporter:${EXPORTER_PORT}; proxy_pass http://$sessions/metrics; }
  }
}
`;

const PAGE = `<!--# include virtual="/edge" --><!--# include virtual="/sessions" -->`;

export interface MetricsArgs {
  place: Place;
  sessions: Pick<SessionStore, "password">;
}

/** What Traefik and Redis count, at one address inside the network: http://metrics:9100/metrics. */
export class Metrics extends pulumi.ComponentResource {
  constructor(name: string, args: MetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Metrics", name, {}, opts);
    const { place, sessions } = args;
    const parent = { parent: this };
    const memoryMiB = place.memoryMiB.metrics;
    partContainer(
      "exporter",
      {
        place,
        part: "exporter",
        image: place.images.of.exporter,
        aliases: ["exporter"],
        memoryMiB,
        envs: envsOf({
          REDIS_ADDR: `redis://sessions:${REDIS_PORT}`,
          REDIS_PASSWORD: sessions.password,
          // What both count of their own processes would stand there twice.
          REDIS_EXPORTER_REDIS_ONLY_METRICS: "true",
        }),
      },
      parent,
    );
    nginxContainer(
      name,
      {
        place,
        conf: CONF,
        pages: { [`${FOLDER}/metrics`]: PAGE },
        memoryMiB,
        healthUrl: `http://127.0.0.1:${PORT}/healthz`,
        destroyGraceSeconds: 10,
      },
      parent,
    );
    this.registerOutputs({});
  }
}
