/** A reply of Redis' second protocol. */
export type Reply =
  { simple: string } | { error: string } | number | Buffer | string | null | readonly Reply[];

export const OK: Reply = { simple: "OK" };

export function encode(reply: Reply): Buffer {
  if (reply === null) return Buffer.from("$-1\r\n");
  if (typeof reply === "number") return Buffer.from(`:${reply}\r\n`);
  if (typeof reply === "string") return bulk(Buffer.from(reply));
  if (Buffer.isBuffer(reply)) return bulk(reply);
  if ("simple" in reply) return Buffer.from(`+${reply.simple}\r\n`);
  if ("error" in reply) return Buffer.from(`-${reply.error}\r\n`);
  return Buffer.concat([Buffer.from(`*${reply.length}\r\n`), ...reply.map(encode)]);
}

function bulk(value: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`$${value.length}\r\n`), value, Buffer.from("\r\n")]);
}

/** Cuts a stream of bytes into commands: arrays of bulk strings, as every client sends them. */
export class CommandReader {
  #pending: Buffer = Buffer.alloc(0);

  /** @returns the commands that are whole now. @throws for bytes that are no command. */
  read(chunk: Buffer): Buffer[][] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const commands: Buffer[][] = [];
    for (;;) {
      const parsed = parseCommand(this.#pending);
      if (parsed === null) return commands;
      this.#pending = this.#pending.subarray(parsed.end);
      commands.push(parsed.parts);
    }
  }
}

function parseCommand(bytes: Buffer): { parts: Buffer[]; end: number } | null {
  const header = parseCount(bytes, 0, "*");
  if (header === null) return null;
  const parts: Buffer[] = [];
  let at = header.end;
  for (let index = 0; index < header.count; index++) {
    const part = parseCount(bytes, at, "$");
    if (part === null || bytes.length < part.end + part.count + 2) return null;
    parts.push(bytes.subarray(part.end, part.end + part.count));
    at = part.end + part.count + 2;
  }
  return { parts, end: at };
}

function parseCount(
  bytes: Buffer,
  at: number,
  mark: string,
): { count: number; end: number } | null {
  const newline = bytes.indexOf("\r\n", at);
  if (newline < 0) return null;
  const line = bytes.toString("latin1", at, newline);
  const count = Number(line.slice(1));
  if (!line.startsWith(mark) || !Number.isInteger(count) || count < 0) {
    throw new Error(`Protocol error: expected '${mark}' and a length, got '${line.slice(0, 20)}'`);
  }
  return { count, end: newline + 2 };
}
