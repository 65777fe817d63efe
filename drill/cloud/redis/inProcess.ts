import { timingSafeEqual, createHash } from "node:crypto";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import * as tls from "node:tls";
import { said } from "../../../ops/said";
import type { Certificate } from "../certificate";
import { listenOnLoopback } from "../loopback";
import { COMMANDS } from "./commands";
import { Keyspace } from "./keyspace";
import { CommandReader, encode, OK, type Reply } from "./resp";
import type { RunningStore } from "./sessionStore";

const WRONG_PASSWORD: Reply = {
  error: "WRONGPASS invalid username-password pair or user is disabled.",
};

/** A small Redis over TLS, for a machine that has none: strings with an end, and a password. */
export async function startInProcess(
  password: string,
  { key, cert }: Certificate,
): Promise<RunningStore> {
  const keys = new Keyspace();
  const sockets = new Set<tls.TLSSocket>();
  let silent = false;
  const server = tls.createServer({ key, cert }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    serve(socket, new Session(keys, password));
    if (silent) socket.pause();
  });
  const port = await listenOnLoopback(server);
  const stop = async (): Promise<void> => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  return {
    port,
    setUp: (up) => {
      silent = !up;
      for (const socket of sockets)
        if (up) socket.resume();
        else socket.pause();
    },
    restart: async (awayMs) => {
      await stop();
      await delay(awayMs);
      await listenOnLoopback(server, port);
    },
    stop,
  };
}

function serve(socket: tls.TLSSocket, session: Session): void {
  const reader = new CommandReader();
  // A client that goes away is no concern of the store's.
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    try {
      const replies = reader.read(chunk).map((command) => encode(session.answer(command)));
      socket.write(Buffer.concat(replies));
    } catch (error) {
      socket.end(encode({ error: `ERR ${said(error)}` }));
    }
    if (session.quit) socket.end();
  });
}

/** One client's connection: what it may do depends on whether it has said the password. */
class Session {
  readonly #keys: Keyspace;
  readonly #password: string;
  #trusted = false;
  quit = false;

  constructor(keys: Keyspace, password: string) {
    this.#keys = keys;
    this.#password = password;
  }

  answer([first, ...args]: Buffer[]): Reply {
    const name = first?.toString().toUpperCase() ?? "";
    if (name === "AUTH") return this.#authenticate(args.at(-1));
    if (name === "HELLO") return this.#hello(args);
    if (name === "QUIT") {
      this.quit = true;
      return OK;
    }
    if (!this.#trusted) return { error: "NOAUTH Authentication required." };
    const command = COMMANDS[name];
    return command?.(this.#keys, args) ?? missing(name, command !== undefined);
  }

  /** Only the second protocol is spoken; clients that prefer the third fall back to it. */
  #hello([version, verb, , password]: Buffer[]): Reply {
    if (version !== undefined && version.toString() !== "2") {
      return { error: "NOPROTO unsupported protocol version" };
    }
    if (verb?.toString().toUpperCase() === "AUTH") {
      const refused = this.#authenticate(password);
      if (refused !== OK) return refused;
    }
    if (!this.#trusted)
      return { error: "NOAUTH HELLO must be called with the client authenticated" };
    return ["server", "redis", "version", "7.4.0", "proto", 2, "mode", "standalone"];
  }

  #authenticate(password: Buffer | undefined): Reply {
    this.#trusted = password !== undefined && isSame(password.toString(), this.#password);
    return this.#trusted ? OK : WRONG_PASSWORD;
  }
}

/** A command may answer null, which is an answer. */
function missing(name: string, known: boolean): Reply {
  return known ? null : { error: `ERR unknown command '${name}'` };
}

function isSame(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
