import type { Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";

/** A message of PostgreSQL's protocol: a letter, its own length, and what it says. */
const HEAD = 5;

const COPY_FROM_CLIENT = /^\s*copy\b[\s\S]*\bfrom\s+stdin\b/i;
const CREATE_DATABASE = /^\s*create\s+database\s+"?(\w+)"?/i;

/** Text, by lines. PostgreSQL's own answer tells the columns too, which its clients do not look at. */
const COPY_IN = messageOf("G", Buffer.from([0, 0, 0]));

export interface SessionOptions {
  /** What the client began with. */
  startup: Buffer;
  /** Makes an empty database. */
  create: (database: string) => Promise<void>;
}

/**
 * Serves one client from PGlite until it hangs up. PGlite answers a message at a time and has nobody to ask for
 * more, so what a client copies in is gathered first, and handed over with the statement that wants it. It makes no
 * databases: whoever runs it does.
 */
export async function serveSession(
  socket: Socket,
  engine: PGlite,
  { startup, create }: SessionOptions,
): Promise<void> {
  socket.write(await engine.execProtocolRaw(startup));
  let copying: Buffer[] | undefined;
  for await (const message of messages(socket)) {
    const kind = kindOf(message);
    if (kind === "X") break;
    const statement = kind === "Q" ? message.toString("utf8", HEAD) : "";
    const [, database] = CREATE_DATABASE.exec(statement) ?? [];
    if (copying !== undefined) {
      copying.push(message);
      if (kind !== "c" && kind !== "f") continue;
      const answer = Buffer.from(await engine.execProtocolRaw(Buffer.concat(copying)));
      copying = undefined;
      socket.write(withoutCopyIn(answer));
    } else if (COPY_FROM_CLIENT.test(statement)) {
      copying = [message];
      socket.write(COPY_IN);
    } else if (database !== undefined) {
      await create(database);
      socket.write(CREATED);
    } else {
      socket.write(await engine.execProtocolRaw(message));
    }
  }
  socket.end();
}

/** It is done, and the next statement may come. */
const CREATED = Buffer.concat([
  messageOf("C", Buffer.from("CREATE DATABASE\0")),
  messageOf("Z", Buffer.from("I")),
]);

async function* messages(socket: Socket): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const read of socket as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, read]);
    for (let message = firstIn(rest); message !== undefined; message = firstIn(rest)) {
      rest = rest.subarray(message.length);
      yield message;
    }
  }
}

function firstIn(bytes: Buffer): Buffer | undefined {
  if (bytes.length < HEAD) return undefined;
  const length = 1 + bytes.readInt32BE(1);
  return bytes.length < length ? undefined : bytes.subarray(0, length);
}

/** The client has been told already that it may copy. */
function withoutCopyIn(answer: Buffer): Buffer {
  const first = firstIn(answer);
  return first !== undefined && kindOf(first) === "G" ? answer.subarray(first.length) : answer;
}

function kindOf(message: Buffer): string {
  return message.toString("latin1", 0, 1);
}

function messageOf(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.write(kind);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}
