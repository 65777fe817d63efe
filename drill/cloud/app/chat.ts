import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";

/** A word is sent this often, in milliseconds. */
const WORD_MS = 250;

/** What one who asks for no length is answered. */
const REPLY =
  "A model would answer this. Here only its words stream, one by one, from the pod on which this chat began: " +
  "it ends there too, whatever becomes of the traffic in the meantime.";

/**
 * Answers a chat as a model does, word by word, and closes with the event that says it is whole. The last
 * message may name how long that takes: "stream for 2500 ms".
 */
export async function streamChat(body: unknown, response: ServerResponse): Promise<void> {
  const id = `chatcmpl-${randomUUID()}`;
  const send = (event: string, data: string): void => {
    response.write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  response.writeHead(200, {
    "content-type": "text/event-stream",
    "cache-control": "no-cache, no-transform",
    "x-accel-buffering": "no",
  });
  const asked = /stream for (\d+) ms/.exec(lastMessage(body))?.[1];
  for await (const word of asked === undefined ? reply() : wordsFor(Number(asked))) {
    if (response.destroyed) return;
    send("text", `${word} `);
  }
  send("stop", "stop");
  response.end();
}

async function* reply(): AsyncGenerator<string> {
  for (const word of REPLY.split(" ")) {
    yield word;
    await delay(WORD_MS);
  }
}

async function* wordsFor(durationMs: number): AsyncGenerator<string> {
  const endMs = Date.now() + durationMs;
  for (let count = 1; ; count++) {
    yield `word ${count}`;
    const leftMs = endMs - Date.now();
    if (leftMs <= 0) return;
    await delay(Math.min(WORD_MS, leftMs));
  }
}

function lastMessage(body: unknown): string {
  if (typeof body !== "object" || body === null || !("messages" in body)) return "";
  const last: unknown = Array.isArray(body.messages) ? body.messages.at(-1) : null;
  if (typeof last !== "object" || last === null || !("content" in last)) return "";
  return typeof last.content === "string" ? last.content : JSON.stringify(last.content);
}
