import { createServer, type Socket } from "node:net";
import { PGlite } from "@electric-sql/pglite";
import { listenOnLoopback } from "../loopback";
import { serveSession } from "./session";
import { readStartup, refusal } from "./startupMessage";

/**
 * A real PostgreSQL in WebAssembly, in a process of its own: it takes hundreds of megabytes, and stands still while
 * it works. PGlite runs one database, so each has an engine of its own. Clients come one after the other, as the
 * steps of a Job do.
 */

/** The database that is there from the start, and where clients find it. */
const [, , first = "", port = ""] = process.argv;

const databases = new Map<string, PGlite>();

async function create(name: string): Promise<void> {
  databases.set(name, await PGlite.create());
}

/** Ends when the client has gone, and never fails: the next one is to be served whatever this one did. */
async function serve(socket: Socket): Promise<void> {
  try {
    const { database, bytes } = await readStartup(socket);
    const engine = databases.get(database);
    if (engine === undefined) {
      socket.end(refusal("3D000", `database "${database}" does not exist`));
      return;
    }
    await serveSession(socket, engine, { startup: bytes, create });
    // PGlite knows one session: nothing of this client's is the next one's.
    await engine.exec("rollback");
    await engine.exec("discard all");
  } catch (error) {
    console.error(error);
    socket.destroy();
  }
}

let served: Promise<void> = create(first);

const server = createServer((socket) => {
  socket.on("error", () => socket.destroy());
  served = served.then(() => serve(socket));
});

async function start(): Promise<void> {
  await served;
  await listenOnLoopback(server, Number(port));
}

void start();
