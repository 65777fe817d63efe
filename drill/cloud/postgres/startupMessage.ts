import { once } from "node:events";
import type { Socket } from "node:net";

/** How a client of PostgreSQL begins. */
export interface Startup {
  database: string;
  /** All that was read, for whoever serves it. */
  bytes: Buffer;
}

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;

/** Reads up to the startup message. TLS and GSS are declined: all of it is on loopback. */
export async function readStartup(socket: Socket): Promise<Startup> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    while (bytes.length < 8 || bytes.length < bytes.readInt32BE(0))
      bytes = Buffer.concat([bytes, await chunk(socket)]);
    const code = bytes.readInt32BE(4);
    if (code !== SSL_REQUEST && code !== GSS_REQUEST)
      return { database: parameter(bytes, "database"), bytes };
    bytes = bytes.subarray(8);
    socket.write("N");
  }
}

/** @throws Error when the client is gone */
async function chunk(socket: Socket): Promise<Buffer> {
  for (;;) {
    const read: unknown = socket.read();
    if (Buffer.isBuffer(read)) return read;
    if (socket.readableEnded || socket.destroyed) throw new Error("the client is gone");
    await once(socket, "readable");
  }
}

/** A parameter of the startup message: names and values, each ended by a zero. */
function parameter(message: Buffer, name: string): string {
  const words = message.subarray(8, message.readInt32BE(0)).toString().split("\0");
  const at = words.findIndex((word, index) => index % 2 === 0 && word === name);
  return words[at + 1] ?? "";
}

/** What PostgreSQL answers to whoever it does not let in. @param code SQLSTATE */
export function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write("E");
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
