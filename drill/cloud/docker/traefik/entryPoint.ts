import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { Socket } from "node:net";
import { listenOnLoopback } from "../../loopback";

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;

const OPTIONS = {
  // An upload may take as long as it takes; only silence ends it.
  requestTimeout: 0,
  // Not scaled: a client lives in real time, and rests between two requests as long as people do.
  keepAliveTimeout: 180_000,
};

/** A port of Traefik's that is open: with TLS as soon as it has a certificate. */
export class EntryPoint {
  readonly #server: Server | TlsServer;
  readonly #sockets = new Set<Socket>();
  readonly #tls: TlsServer | null = null;

  constructor(secure: boolean, handle: Handle) {
    if (secure) this.#server = this.#tls = createTlsServer(OPTIONS, handle);
    else this.#server = createServer(OPTIONS, handle);
    this.#server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
    // A handshake that does not come to an end is the client's affair.
    this.#server.on("tlsClientError", () => undefined);
  }

  /** @throws when somebody has the port */
  async listen(port: number): Promise<void> {
    await listenOnLoopback(this.#server, port);
  }

  /** For connections from now on. */
  setCertificate(certificate: { cert: string; key: string }): void {
    this.#tls?.setSecureContext(certificate);
  }

  /** Takes no more connections, and lets those that are open end. */
  async drain(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeIdleConnections();
    await closed;
  }

  /** Cuts what is open. */
  cut(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
