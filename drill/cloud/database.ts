import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { listenOnLoopback } from "./loopback";
import { freePort } from "./pods/ports";

/** The port of the shared database. Nobody speaks SQL to it: it takes a connection, or it refuses. */
export class DatabasePort {
  readonly address: string;
  readonly #port: number;
  #server: Server | null = null;

  static async open(): Promise<DatabasePort> {
    const database = new DatabasePort(await freePort());
    await database.set(true);
    return database;
  }

  private constructor(port: number) {
    this.#port = port;
    this.address = `127.0.0.1:${port}`;
  }

  async set(up: boolean): Promise<void> {
    const server = this.#server;
    if (up === (server !== null)) return;
    if (server !== null) {
      this.#server = null;
      server.close();
      await once(server, "close");
      return;
    }
    this.#server = createServer((socket) => socket.on("error", () => undefined).end());
    await listenOnLoopback(this.#server, this.#port);
  }
}
