import type { Configuration } from "./configuration";

export interface ApiAnswer {
  status: number;
  body: unknown;
}

/** Traefik's API about one router or one service: /api/http/routers/<name>@file. */
export function askApi(configuration: Configuration, path: string): ApiAnswer {
  const [, kind, name = ""] = /^\/api\/http\/(routers|services)\/(.+)@file$/.exec(path) ?? [];
  if (kind === "routers") return router(configuration, decodeURIComponent(name));
  if (kind === "services") return service(configuration, decodeURIComponent(name));
  return { status: 404, body: { message: "404 page not found" } };
}

function router({ routes, problems }: Configuration, name: string): ApiAnswer {
  const settings = routes.http.routers[name];
  if (settings === undefined) return notFound("router", name);
  const problem = problems.get(name);
  return ok(name, {
    ...settings,
    ...(problem === undefined ? { status: "enabled" } : { status: "disabled", error: [problem] }),
    using: settings.entryPoints,
  });
}

function service({ routes, pools }: Configuration, name: string): ApiAnswer {
  const settings = routes.http.services[name];
  if (settings === undefined) return notFound("service", name);
  const servers = pools.get(name)?.servers.map(({ url, up }) => [url, up ? "UP" : "DOWN"] as const);
  return ok(name, {
    ...settings,
    status: "enabled",
    usedBy: Object.entries(routes.http.routers)
      .filter(([, user]) => user.service === name)
      .map(([user]) => `${user}@file`),
    ...(servers === undefined ? {} : { serverStatus: Object.fromEntries(servers) }),
    type: "weighted" in settings ? "weighted" : "loadbalancer",
  });
}

function ok(name: string, body: object): ApiAnswer {
  return { status: 200, body: { ...body, name: `${name}@file`, provider: "file" } };
}

function notFound(what: string, name: string): ApiAnswer {
  return { status: 404, body: { message: `${what} not found: ${name}@file` } };
}
