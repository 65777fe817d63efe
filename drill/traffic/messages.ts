import { z } from "zod";
import type { RequestRecord } from "./record";

const COUNT = z.int().min(0);

/** What the virtual users' process needs to know. Times are milliseconds on this machine. */
const CROWD = z.object({
  address: z.object({ host: z.string(), port: COUNT }),
  domain: z.string(),
  authority: z.string(),
  caFile: z.string(),
  users: COUNT,
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
