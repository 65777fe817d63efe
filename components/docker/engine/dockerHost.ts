import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

/** Where an engine is. */
export interface DockerHost {
  /** As one writes it in DOCKER_HOST. */
  address: string;
  /** A folder with ca.pem, cert.pem and key.pem, where it is asked by TLS. */
  certificates: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ADDRESS = "unix:///var/run/docker.sock";

/**
 * The engine that Docker's own command would ask: that of DOCKER_HOST, else of DOCKER_CONTEXT or the current
 * context, else the one of this machine.
 *
 * @throws Error in one sentence where the context is not there, or where its address is one that nobody can ask
 * without Docker's command
 */
export function dockerHost(environment: Environment = process.env): DockerHost {
  const certificates = environment["DOCKER_CERT_PATH"];
  const named = environment["DOCKER_HOST"];
  if (named !== undefined && named !== "")
    return supported({ address: named, certificates: tlsIn(environment, certificates) });
  const folder = environment["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  const context = environment["DOCKER_CONTEXT"] ?? currentContext(folder);
  if (context === undefined || context === "" || context === "default")
    return { address: DEFAULT_ADDRESS, certificates: undefined };
  return supported(hostOfContext(folder, context));
}

/** Docker asks by TLS where it is told to verify, or where the certificates are named. */
function tlsIn(environment: Environment, certificates: string | undefined): string | undefined {
  const verifies = (environment["DOCKER_TLS_VERIFY"] ?? "") !== "";
  return certificates ?? (verifies ? join(homedir(), ".docker") : undefined);
}

function supported(host: DockerHost): DockerHost {
  if (/^(unix|tcp|http|https):\/\//.test(host.address)) return host;
  throw new Error(
    host.address.startsWith("ssh://")
      ? `The program cannot ask Docker at ${host.address}: open a tunnel (ssh -nNT -L /tmp/docker.sock:/var/run/docker.sock …) and set DOCKER_HOST=unix:///tmp/docker.sock.`
      : `DOCKER_HOST is ${host.address}: expected unix:///… or tcp://….`,
  );
}

const CONFIG = z.object({ currentContext: z.string().optional() });

const CONTEXT = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

function currentContext(folder: string): string | undefined {
  const file = join(folder, "config.json");
  if (!existsSync(file)) return undefined;
  return CONFIG.parse(JSON.parse(readFileSync(file, "utf8"))).currentContext;
}

/** Docker keeps a context under the checksum of its name. */
function hostOfContext(folder: string, context: string): DockerHost {
  const id = createHash("sha256").update(context).digest("hex");
  const file = join(folder, "contexts", "meta", id, "meta.json");
  if (!existsSync(file))
    throw new Error(`There is no Docker context called ${context}: see docker context ls.`);
  const { Endpoints } = CONTEXT.parse(JSON.parse(readFileSync(file, "utf8")));
  const certificates = join(folder, "contexts", "tls", id, "docker");
  return {
    address: Endpoints.docker.Host,
    certificates: existsSync(certificates) ? certificates : undefined,
  };
}

/** Where this machine reaches a port that the engine publishes. */
export function publicHostOf({ address }: DockerHost): string {
  return isLocal(address) ? "127.0.0.1" : new URL(address).hostname.replace(/^\[|\]$/g, "");
}

/** Whether the engine publishes its ports on this machine. */
export function isLocal(address: string): boolean {
  if (address.startsWith("unix://")) return true;
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname);
}
