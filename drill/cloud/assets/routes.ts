import { findAll, parseNginxConf, type Directive } from "./nginxConf";

export type Location =
  | { kind: "return"; status: number; body: string }
  | {
      kind: "proxy";
      hosts: string[];
      fallback: { statuses: Set<number>; location: string } | null;
    };

/** What an nginx.conf of an assets proxy says: where each path goes, and where to ask next. */
export interface Routes {
  find(path: string): Location | null;
  named(name: string): Location | null;
}

/** The ports that the configuration's servers listen on. */
export function listenedPorts(conf: string): number[] {
  return findAll(parseNginxConf(conf), "listen").map(({ args }) => Number(args[0]));
}

/**
 * @param listen the port of the server whose locations are meant. @default there is one server only
 * @throws for what the stand-in does not understand, by its name
 */
export function parseRoutes(conf: string, listen?: number): Routes {
  const directives = parseNginxConf(conf);
  const servers = findAll(directives, "server").filter(
    ({ block }) =>
      listen === undefined ||
      findAll(block, "listen").some(({ args }) => Number(args[0]) === listen),
  );
  const locations = servers.flatMap(({ block }) => findAll(block, "location"));
  const upstreams = new Map(
    findAll(directives, "upstream").map(({ args, block }) => [
      args[0] ?? "",
      findAll(block, "server").map((server) => server.args[0] ?? ""),
    ]),
  );
  const exact = new Map<string, Location>();
  const prefixes = new Map<string, Location>();
  for (const { args, block } of locations) {
    const [modifier = "", path] = args;
    const location = locationOf(block, upstreams);
    if (path === undefined) prefixes.set(modifier, location);
    else if (modifier === "=") exact.set(path, location);
    else throw new Error(`the stand-in's nginx does not know "location ${args.join(" ")}"`);
  }
  const longestFirst = [...prefixes.keys()].sort((a, b) => b.length - a.length);
  return {
    find: (path) => {
      const prefix = longestFirst.find((candidate) => path.startsWith(candidate));
      return exact.get(path) ?? prefixes.get(prefix ?? "") ?? null;
    },
    named: (name) => prefixes.get(name) ?? null,
  };
}

function locationOf(block: Directive[], upstreams: ReadonlyMap<string, string[]>): Location {
  const [answer] = findAll(block, "return");
  if (answer !== undefined) {
    const [status, body = ""] = answer.args;
    return { kind: "return", status: Number(status), body };
  }
  const url = findAll(block, "proxy_pass")[0]?.args[0];
  const named = /^http:\/\/([^/]+)/.exec(url ?? "")?.[1];
  // A host in a variable is looked up with every request, as every one is here.
  const variable = findAll(block, "set").find(({ args }) => args[0] === named);
  const host = variable?.args[1] ?? named;
  if (host === undefined) throw new Error("a location has neither return nor proxy_pass http://");
  return { kind: "proxy", hosts: upstreams.get(host) ?? [host], fallback: fallbackOf(block) };
}

/** `error_page 404 502 = @second`, where upstream answers are intercepted. */
function fallbackOf(block: Directive[]): (Location & { kind: "proxy" })["fallback"] {
  const args = findAll(block, "error_page")[0]?.args;
  const location = args?.at(-1);
  if (args === undefined || location === undefined) return null;
  return { statuses: new Set(args.map(Number).filter((status) => status > 0)), location };
}
