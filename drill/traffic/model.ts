import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { askedDuration } from "./chatPayload";

const CHUNK_MS = 100;
const CHAT = z.object({
  model: z.string(),
  messages: z.array(z.object({ content: z.string() })).min(1),
});

export interface Model {
  /** For OPENAI_PROXY_URL: ends in /v1. */
  url: string;
  close(): Promise<void>;
}

/**
 * A stand-in for OpenAI's API that a real app can chat with: it streams as long as the last message asks,
 * a word at a time. Listens on loopback, on a port of its own.
 */
export async function startModel(): Promise<Model> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(400, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ error: { message: String(error), type: "invalid_request_error" } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST" || request.url !== "/v1/chat/completions") {
    response.writeHead(404).end();
    return;
  }
  const { model, messages } = CHAT.parse(await json(request));
  const chunks = Math.max(
    1,
    Math.round((askedDuration(messages.at(-1)?.content ?? "") ?? 0) / CHUNK_MS),
  );
  const chunk = (delta: object, finish: "stop" | null): void => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    const created = Math.floor(Date.now() / 1000);
    const data = { id: "chatcmpl-drill", object: "chat.completion.chunk", created, model, choices };
    response.write(`data: ${JSON.stringify(data)}\n\n`);
  };
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  chunk({ role: "assistant", content: "" }, null);
  for (let sent = 0; sent < chunks && !response.destroyed; sent += 1) {
    await sleep(CHUNK_MS);
    chunk({ content: "word " }, null);
  }
  chunk({}, "stop");
  response.end("data: [DONE]\n\n");
}
