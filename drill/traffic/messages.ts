import { z } from "zod";
import type { RequestRecord } from "./record";

const COUNT = z.int().min(0);

/** By what the answers of a release are told from those of another, where no header says who answered. */
const MARK = z.object({
  /** What /api/version answers. */
  version: z.string(),
  /** The hashed scripts that its page names. */
  scripts: z.array(z.string()),
});

const MARKS = z.object({ blue: MARK, green: MARK });

export type Marks = z.infer<typeof MARKS>;

/** What the virtual users' process needs to know. Times are milliseconds on this machine. */
const CROWD = z.object({
  scheme: z.enum(["http", "https"]).optional(),
  address: z.object({ host: z.string(), port: COUNT }),
  domain: z.string(),
  authority: z.string(),
  caFile: z.string().optional(),
  users: COUNT,
  /** Whether users sign up and in; those who do not only look. @default true */
  signIn: z.boolean().optional(),
  /** Left out: the drill's own load balancer says who answered. */
  marks: MARKS.optional(),
  /** How many chats are open at all times, spread over the users. */
  streams: COUNT,
  /** How long a chat streams at most. */
  streamMs: z.number(),
  /** How long a user thinks between two requests, on average. */
  thinkMs: z.number(),
});

export type CrowdOptions = z.infer<typeof CROWD>;

const COMMAND = z.discriminatedUnion("do", [
  z.object({ do: z.literal("start"), options: CROWD }),
  z.object({ do: z.literal("loadOldAssets") }),
  z.object({ do: z.literal("stop") }),
]);

/** From the drill to the virtual users' process. */
export type Command = z.infer<typeof COMMAND>;

/** @throws ZodError for anything else than a command. */
export function commandOf(message: unknown): Command {
  return COMMAND.parse(message);
}

/** From the virtual users' process to the drill. */
export type News =
  | { what: "batch"; records: RequestRecord[]; openStreams: { blue: number; green: number } }
  | { what: "ready" }
  | { what: "oldAssetsLoaded" }
  | { what: "stopped" }
  | { what: "failed"; message: string };
