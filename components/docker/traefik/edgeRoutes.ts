import type { Color } from "../../../config/color";
import { ASSETS_PORT } from "../../app/nginxConf";
import { PREVIEW_HEADER } from "../../app/previewHeader";
import type { DynamicConfig, Middleware, Router } from "./dynamicConfig";
import { PRIORITY } from "./priority";
import { provenFile, type RouteFile } from "./routeFile";

/** The header that lets those who hold its token ask Traefik what it sees of its servers. */
export const STATUS_HEADER = "x-lobechat-status";

/** How long browsers remember it: as long as the lists that browsers are built with ask for. */
const YEAR_SECONDS = 31_536_000;

/** What every user passes on the way in. */
export const MIDDLEWARE = {
  allow: "allow",
  rateLimit: "rate-limit",
  headers: "headers",
  fileHeaders: "file-headers",
} as const;

export interface EdgeSettings {
  statusToken: string;
  previewTokens: Record<Color, string>;
  allowedCidrs: readonly string[];
  /** Requests a second of one address. */
  rateLimit: { average: number; burst: number };
  /** Of the files' store, in whose path that answers. */
  bucket: string;
  /** Whether browsers shall come by HTTPS alone for the next year. */
  remembersHttps: boolean;
  /** PEM; undefined: no certificate of one's own. */
  certificate: { certificate: string; key: string } | undefined;
}

/** Everything that stays as it is when traffic moves and when a colour gets a release. */
export function edgeRoutes(settings: EdgeSettings): RouteFile {
  return provenFile("edge", (router) => ({
    http: {
      routers: routersOf(settings, router),
      services: {
        assets: { loadBalancer: { servers: [{ url: `http://assets:${ASSETS_PORT}` }] } },
        files: { loadBalancer: { servers: [{ url: "http://files:8333" }] } },
      },
      middlewares: middlewaresOf(settings),
    },
    ...tlsOf(settings.certificate),
  }));
}

function routersOf(settings: EdgeSettings, assets: string): Record<string, Router> {
  const { statusToken, previewTokens, bucket } = settings;
  const preview = (color: Color): Router =>
    onWeb({
      rule: `Header(\`${PREVIEW_HEADER}\`, \`${previewTokens[color]}\`)`,
      priority: PRIORITY.preview,
      middlewares: [MIDDLEWARE.allow],
      service: color,
    });
  return {
    status: onWeb({
      rule: `Header(\`${STATUS_HEADER}\`, \`${statusToken}\`) && PathPrefix(\`/api/http/\`)`,
      priority: PRIORITY.status,
      service: "api@internal",
    }),
    "preview-blue": preview("blue"),
    "preview-green": preview("green"),
    // This one proves the file, because no token is in its rule.
    [assets]: onWeb({
      rule: "PathPrefix(`/_next/static/`)",
      priority: PRIORITY.assets,
      middlewares: [MIDDLEWARE.allow],
      service: "assets",
    }),
    // The app comes here from inside as well; the store lets nobody in without a signature.
    files: onWeb({
      rule: `PathPrefix(\`/${bucket}\`)`,
      priority: PRIORITY.files,
      middlewares: [MIDDLEWARE.fileHeaders],
      service: "files",
    }),
  };
}

function onWeb(router: Omit<Router, "entryPoints">): Router {
  return { entryPoints: ["web"], ...router };
}

function middlewaresOf(settings: EdgeSettings): Record<string, Middleware> {
  const { allowedCidrs, rateLimit, remembersHttps } = settings;
  const everyone = allowedCidrs.includes("0.0.0.0/0");
  return {
    [MIDDLEWARE.allow]: {
      ipAllowList: { sourceRange: [...allowedCidrs, ...(everyone ? ["::/0"] : [])] },
    },
    [MIDDLEWARE.rateLimit]: { rateLimit },
    [MIDDLEWARE.headers]: {
      headers: {
        contentTypeNosniff: true,
        customFrameOptionsValue: "SAMEORIGIN",
        referrerPolicy: "strict-origin-when-cross-origin",
        ...(remembersHttps ? { stsSeconds: YEAR_SECONDS } : {}),
      },
    },
    // What somebody uploaded is served under the app's own name: it must not run as the app.
    [MIDDLEWARE.fileHeaders]: {
      headers: {
        contentTypeNosniff: true,
        contentSecurityPolicy: "sandbox",
        // Left out: SeaweedFS would add the port to it a second time, and no signature would fit.
        customRequestHeaders: { "X-Forwarded-Host": "" },
      },
    },
  };
}

function tlsOf(own: EdgeSettings["certificate"]): Pick<DynamicConfig, "tls"> {
  if (own === undefined) return {};
  return { tls: { certificates: [{ certFile: own.certificate, keyFile: own.key }] } };
}
