import { CANARY_STICKINESS_SECONDS, sharing, type Weights } from "../../app/weights";
import type { Service, Sticky } from "./dynamicConfig";
import { MIDDLEWARE } from "./edgeRoutes";
import { PRIORITY } from "./priority";
import { provenFile, type RouteFile } from "./routeFile";
import { stickyBy } from "./sticky";

/** Where nginx answers everyone with the maintenance page. */
const MAINTENANCE_PORT = 8081;

export interface TrafficSettings {
  weights: Weights;
  /** Whether everyone gets a fixed page. */
  maintenance: boolean;
}

/**
 * Where everything goes that no other router takes: the one file that a flip and a rollback change. A colour
 * without a share is left out, and a cookie holds users only while two are named, as on aws.
 */
export function trafficRoutes({ weights, maintenance }: TrafficSettings): RouteFile {
  return provenFile("traffic", (router) => ({
    http: {
      routers: {
        [router]: {
          entryPoints: ["web"],
          rule: "PathPrefix(`/`)",
          priority: PRIORITY.traffic,
          middlewares: [MIDDLEWARE.allow, MIDDLEWARE.rateLimit, MIDDLEWARE.headers],
          service: router,
        },
      },
      services: { [router]: maintenance ? maintenancePage() : byWeight(weights) },
    },
  }));
}

function maintenancePage(): Service {
  return { loadBalancer: { servers: [{ url: `http://assets:${MAINTENANCE_PORT}` }] } };
}

function byWeight(weights: Weights): Service {
  const named = sharing(weights);
  return {
    weighted: {
      services: named.map((color) => ({ name: color, weight: weights[color] })),
      healthCheck: {},
      ...(named.length > 1 ? { sticky: canarySticky() } : {}),
    },
  };
}

function canarySticky(): Sticky {
  const { cookie } = stickyBy("lobechat_canary");
  return { cookie: { ...cookie, maxAge: CANARY_STICKINESS_SECONDS } };
}
