import { colorRoutes } from "../../../../components/docker/traefik/colorRoutes";
import { edgeRoutes, type EdgeSettings } from "../../../../components/docker/traefik/edgeRoutes";
import type { RouteFile } from "../../../../components/docker/traefik/routeFile";
import {
  trafficRoutes,
  type TrafficSettings,
} from "../../../../components/docker/traefik/trafficRoutes";

export const PREVIEW_TOKENS = { blue: "blue-0b", green: "green-0c" };
export const STATUS_TOKEN = "0a";

export const EDGE: EdgeSettings = {
  statusToken: STATUS_TOKEN,
  previewTokens: PREVIEW_TOKENS,
  allowedCidrs: ["0.0.0.0/0"],
  rateLimit: { average: 1000, burst: 2000 },
  bucket: "lobechat-files",
  remembersHttps: false,
  certificate: undefined,
};

export function edge(changed: Partial<EdgeSettings> = {}): RouteFile {
  return edgeRoutes({ ...EDGE, ...changed });
}

export const onBlue: TrafficSettings = { weights: { blue: 100, green: 0 }, maintenance: false };
export const onGreen: TrafficSettings = { weights: { blue: 0, green: 100 }, maintenance: false };
export const canary: TrafficSettings = { weights: { blue: 90, green: 10 }, maintenance: false };
export const nobody: TrafficSettings = { weights: { blue: 0, green: 0 }, maintenance: true };

/** Every shape that a file of this stack can have, by what it is. */
export const ALL_FILES: Record<string, RouteFile> = {
  edge: edge(),
  "edge for an office, with a certificate": edge({
    allowedCidrs: ["192.0.2.0/24"],
    remembersHttps: true,
    certificate: { certificate: "-----BEGIN CERTIFICATE-----", key: "-----BEGIN PRIVATE KEY-----" },
  }),
  "two containers": colorRoutes("blue", ["blue-1-0a1b2c3d", "blue-2-0a1b2c3d"]),
  "a cold colour": colorRoutes("green", []),
  steady: trafficRoutes(onBlue),
  canary: trafficRoutes(canary),
  maintenance: trafficRoutes(nobody),
};
