import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { Server } from "node:net";

/**
 * Opens a server on 127.0.0.1: nothing of this cloud can be reached from elsewhere.
 *
 * @param port 0: any that is free
 * @returns the port that it listens on. @throws when somebody else has it
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  return address.port;
}

/** Ends a server that speaks HTTP, and cuts what is open on it. */
export async function closeNow(server: HttpServer): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
