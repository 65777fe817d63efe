import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:tls";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { randomBytes } from "node:crypto";
import type { Certificate } from "../certificate";
import { freePort } from "../pods/ports";
import type { Processes, ProcessWorkload } from "../pods/processes";
import type { RunningStore } from "./sessionStore";

export interface RedisServerOptions {
  processes: Processes;
  certificate: Certificate;
  /** Everything that it writes stays below this folder. */
  workDir: string;
}

/** A real redis-server. null: it is not on PATH, or was built without TLS. */
export async function startRedisServer(
  password: string,
  { processes, certificate, workDir }: RedisServerOptions,
): Promise<RunningStore | null> {
  const dir = join(workDir, "redis", randomBytes(4).toString("hex"));
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const start = () =>
    processes.start("redis-server", ["-"], {
      env: { PATH: process.env["PATH"] ?? "" },
      cwd: dir,
      logFile: join(dir, "redis.log"),
      // By stdin: the password is to be in no file.
      input: configuration(dir, port, password, certificate),
    });
  let server = start();
  if (!(await listensBefore(server, port, certificate))) return null;
  return {
    port,
    setUp: (up) => {
      server.setRunning(up);
    },
    restart: async (awayMs) => {
      // On SIGTERM it saves what it holds, which stands here for the replica that takes over.
      server.stop();
      await server.ended;
      await delay(awayMs);
      server = start();
      if (!(await listensBefore(server, port, certificate)))
        throw new Error("redis-server does not start again: see redis.log");
    },
    stop: async () => {
      server.kill();
      await server.ended;
    },
  };
}

/** Whether it takes a connection before it ends. */
async function listensBefore(
  server: ProcessWorkload,
  port: number,
  certificate: Certificate,
): Promise<boolean> {
  const given = new AbortController();
  const ended = server.ended.then(() => false);
  const started = await Promise.race([listens(port, certificate, given.signal), ended]);
  given.abort();
  return started;
}

function configuration(dir: string, port: number, password: string, certificate: Certificate) {
  const files = { key: certificate.key, cert: certificate.cert, ca: certificate.caPem };
  for (const [name, pem] of Object.entries(files)) {
    writeFileSync(join(dir, `${name}.pem`), pem, { mode: 0o600 });
  }
  return [
    "bind 127.0.0.1",
    "port 0",
    `tls-port ${port}`,
    `tls-key-file "${join(dir, "key.pem")}"`,
    `tls-cert-file "${join(dir, "cert.pem")}"`,
    `tls-ca-cert-file "${join(dir, "ca.pem")}"`,
    "tls-auth-clients no",
    `requirepass ${password}`,
    "maxmemory-policy noeviction",
    "save 3600 1",
    "appendonly no",
    `dir "${dir}"`,
    "",
  ].join("\n");
}

/** Waits until it takes a connection. false: whoever waits has given up. */
async function listens(
  port: number,
  { caPem }: Certificate,
  givenUp: AbortSignal,
): Promise<boolean> {
  while (!givenUp.aborted) {
    const socket = connect({ host: "127.0.0.1", port, ca: caPem });
    try {
      await once(socket, "secureConnect");
      return true;
    } catch {
      await delay(20);
    } finally {
      socket.destroy();
    }
  }
  return false;
}
