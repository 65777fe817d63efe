import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** A word is sent this often, in milliseconds. */
const WORD_MS = 250;
const DEFAULT_MS = 500;

/**
 * Answers a chat as a model does, word by word, and closes with the event that says it is whole. The last
 * message may name how long that takes: "stream for 2500 ms".
 */
export async function streamChat(body: unknown, response: ServerResponse): Promise<void> {
  const durationMs = durationOf(body);
  const id = `chatcmpl-${randomUUID()}`;
  const send = (event: string, data: string): void => {
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const endMs = Date.now() + durationMs;
  for (let word = 1; ; word++) {
    send("text", `word ${word} `);
    const leftMs = endMs - Date.now();
    if (leftMs <= 0 || response.destroyed) break;
    await delay(Math.min(WORD_MS, leftMs));
  }
  send("stop", "stop");
  response.end();
}

function durationOf(body: unknown): number {
  const named = /stream for (\d+) ms/.exec(lastMessage(body))?.[1];
  return named === undefined ? DEFAULT_MS : Number(named);
}

function lastMessage(body: unknown): string {
  if (typeof body !== "object" || body === null || !("messages" in body)) return "";
  const last: unknown = Array.isArray(body.messages) ? body.messages.at(-1) : null;
  if (typeof last !== "object" || last === null || !("content" in last)) return "";
  return typeof last.content === "string" ? last.content : JSON.stringify(last.content);
}
