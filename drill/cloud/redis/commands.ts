import type { Keyspace } from "./keyspace";
import { OK, type Reply } from "./resp";

/** Arguments after the command's name. */
type Command = (keys: Keyspace, args: Buffer[]) => Reply;

const SYNTAX: Reply = { error: "ERR syntax error" };

function text(argument: Buffer | undefined): string {
  return argument?.toString() ?? "";
}

/** What SET may be told after key and value; null for what is not understood. */
function parseSetOptions(args: Buffer[]) {
  const options: { expiresMs: number | null; only: "NX" | "XX" | null; keepEnd: boolean } = {
    expiresMs: null,
    only: null,
    keepEnd: false,
  };
  const rest = args.map((argument) => argument.toString().toUpperCase());
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "NX" || word === "XX") options.only = word;
    else if (word === "KEEPTTL") options.keepEnd = true;
    else if (word === "EX") options.expiresMs = Date.now() + Number(rest.shift()) * 1000;
    else if (word === "PX") options.expiresMs = Date.now() + Number(rest.shift());
    else return null;
  }
  return Number.isNaN(options.expiresMs) ? null : options;
}

function set(keys: Keyspace, args: Buffer[]): Reply {
  const [key, value, ...rest] = args;
  const options = parseSetOptions(rest);
  if (key === undefined || value === undefined || options === null) return SYNTAX;
  const name = key.toString();
  if (options.only !== null && keys.has(name) !== (options.only === "XX")) return null;
  const kept = options.keepEnd ? keys.remainingMs(name) : -1;
  keys.set(name, value, kept > 0 ? Date.now() + kept : options.expiresMs);
  return OK;
}

function expire(unitMs: number): Command {
  return (keys, [key, span]) =>
    keys.expire(text(key), Date.now() + Number(text(span)) * unitMs) ? 1 : 0;
}

function setWithEnd(unitMs: number): Command {
  return (keys, [key, span, value]) => {
    if (value === undefined) return SYNTAX;
    keys.set(text(key), value, Date.now() + Number(text(span)) * unitMs);
    return OK;
  };
}

function add(keys: Keyspace, key: string, change: number): Reply {
  const before = Number(keys.get(key)?.toString() ?? "0");
  if (!Number.isSafeInteger(before + change)) {
    return { error: "ERR value is not an integer or out of range" };
  }
  const remaining = keys.remainingMs(key);
  const value = Buffer.from(String(before + change));
  keys.set(key, value, remaining > 0 ? Date.now() + remaining : null);
  return before + change;
}

function remaining(unitMs: number): Command {
  return (keys, [key]) => {
    const ms = keys.remainingMs(text(key));
    return ms < 0 ? ms : Math.ceil(ms / unitMs);
  };
}

/** One pass over all keys: the cursor is always 0, as it is for a small Redis. */
function scan(keys: Keyspace, args: Buffer[]): Reply {
  const at = args.findIndex((argument) => argument.toString().toUpperCase() === "MATCH");
  const pattern = at < 0 ? "*" : text(args[at + 1]);
  return ["0", matching(keys, pattern)];
}

function matching(keys: Keyspace, pattern: string): string[] {
  const source = pattern
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, "s");
  return keys.keys().filter((key) => expression.test(key));
}

function countOf(args: Buffer[], test: (key: string) => boolean): number {
  return args.filter((argument) => test(argument.toString())).length;
}

function clear(keys: Keyspace): Reply {
  keys.clear();
  return OK;
}

const INFO = [
  "# Server",
  "redis_version:7.4.0",
  "redis_mode:standalone",
  "# Persistence",
  "loading:0",
  "# Memory",
  "maxmemory_policy:noeviction",
].join("\r\n");

/** The commands that sign-in sessions and their clients use, by name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  PING: (_keys, [message]) => message ?? { simple: "PONG" },
  ECHO: (_keys, [message]) => message ?? SYNTAX,
  SELECT: () => OK,
  CLIENT: (_keys, [verb]) => (text(verb).toUpperCase() === "ID" ? 1 : OK),
  COMMAND: () => [],
  INFO: () => INFO,
  GET: (keys, [key]) => keys.get(text(key)),
  MGET: (keys, args) => args.map((key) => keys.get(key.toString())),
  GETDEL: (keys, [key]) => {
    const value = keys.get(text(key));
    keys.delete(text(key));
    return value;
  },
  SET: set,
  SETEX: setWithEnd(1000),
  PSETEX: setWithEnd(1),
  SETNX: (keys, [key, value]) => (set(keys, [key, value, NX].filter(isGiven)) === null ? 0 : 1),
  DEL: (keys, args) => countOf(args, (key) => keys.delete(key)),
  UNLINK: (keys, args) => countOf(args, (key) => keys.delete(key)),
  EXISTS: (keys, args) => countOf(args, (key) => keys.has(key)),
  EXPIRE: expire(1000),
  PEXPIRE: expire(1),
  PERSIST: (keys, [key]) => (keys.expire(text(key), null) ? 1 : 0),
  TTL: remaining(1000),
  PTTL: remaining(1),
  INCR: (keys, [key]) => add(keys, text(key), 1),
  INCRBY: (keys, [key, change]) => add(keys, text(key), Number(text(change))),
  DECR: (keys, [key]) => add(keys, text(key), -1),
  DBSIZE: (keys) => keys.keys().length,
  KEYS: (keys, [pattern]) => matching(keys, text(pattern)),
  SCAN: scan,
  FLUSHALL: clear,
  FLUSHDB: clear,
};

const NX = Buffer.from("NX");

function isGiven(argument: Buffer | undefined): argument is Buffer {
  return argument !== undefined;
}
