/** What is read of Traefik's command line. */
export interface StaticSettings {
  /** Ports in the container, by the entry point's name. */
  entryPoints: ReadonlyMap<string, number>;
  /** Those that speak TLS. */
  secure: ReadonlySet<string>;
  /** The folder in the container whose files are watched. */
  folder: string;
  /** Milliseconds between two reloads at least. */
  throttleMs: number;
}

/** @throws where there is no folder to watch */
export function staticSettings(args: readonly string[]): StaticSettings {
  const values = new Map(args.map(nameAndValue));
  const entryPoints = new Map<string, number>();
  const secure = new Set<string>();
  for (const [name, value] of values) {
    const [, entryPoint, option] = /^entrypoints\.([^.]+)\.(.+)$/.exec(name) ?? [];
    if (entryPoint === undefined) continue;
    if (option === "address") entryPoints.set(entryPoint, Number(value.replace(/^.*:/, "")));
    if (option === "http.tls" && value === "true") secure.add(entryPoint);
  }
  const folder = values.get("providers.file.directory");
  if (folder === undefined) throw new Error("Traefik: no --providers.file.directory");
  const throttle = values.get("providers.providersthrottleduration") ?? "2s";
  return { entryPoints, secure, folder, throttleMs: milliseconds(throttle) };
}

/** Names are not case-sensitive [Traefik's reference of its command line]. */
function nameAndValue(argument: string): [string, string] {
  const [, name = "", value = "true"] = /^--([^=]+)(?:=(.*))?$/.exec(argument) ?? [];
  return [name.toLowerCase(), value];
}

function milliseconds(duration: string): number {
  const amount = parseFloat(duration);
  return duration.endsWith("ms") ? amount : amount * 1000;
}
