import { createHash } from "node:crypto";
import type { DynamicConfig } from "./dynamicConfig";
import { PRIORITY } from "./priority";

/** One of the files that Traefik watches. */
export interface RouteFile {
  file: string;
  /** JSON, which is YAML as well. */
  content: string;
  /** The router that is enabled once this very content is in effect: no other content has one of that name. */
  router: string;
  /** URLs that have to answer before the file is written. */
  servers: string[];
}

/** Where a writer sees, without any token, whether its file is in effect: a path of the entry point `internal`. */
function windowPath(router: string): string {
  return `/in-effect/${router}`;
}

/**
 * @param name of the file, without its ending
 * @param make the configuration, given the name of the router that proves it
 * @param servers URLs that have to answer before it is written
 */
export function provenFile(
  name: string,
  make: (router: string) => DynamicConfig,
  servers: string[] = [],
): RouteFile {
  const hash = createHash("sha256")
    .update(JSON.stringify(make(name)))
    .digest("hex")
    .slice(0, 8);
  const router = `${name}-${hash}`;
  return {
    file: `${name}.yml`,
    content: JSON.stringify(withWindow(make(router), router)),
    ...{ router, servers },
  };
}

/** Shows what Traefik's API says of this one router, and nothing else of the API. */
function withWindow(config: DynamicConfig, router: string): DynamicConfig {
  const window = `${router}-in-effect`;
  const { routers, middlewares } = config.http;
  return {
    ...config,
    http: {
      ...config.http,
      routers: {
        ...routers,
        [window]: {
          entryPoints: ["internal"],
          rule: `Path(\`${windowPath(router)}\`)`,
          priority: PRIORITY.window,
          middlewares: [window],
          service: "api@internal",
        },
      },
      middlewares: {
        ...middlewares,
        [window]: { replacePath: { path: `/api/http/routers/${router}@file` } },
      },
    },
  };
}
