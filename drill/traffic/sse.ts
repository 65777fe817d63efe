import type { IncomingMessage } from "node:http";

/**
 * Reads a chat's server-sent events to their end. LobeHub's last word is `event: stop`, which an
 * `event: usage` may follow; a response that ends without it was cut.
 */
export async function readsToStop(response: IncomingMessage): Promise<boolean> {
  let stopped = false;
  let rest = "";
  response.setEncoding("utf8");
  try {
    for await (const chunk of response) {
      const lines = (rest + String(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? "";
      stopped ||= lines.some((line) => /^event: ?stop$/.test(line));
    }
  } catch {
    return false;
  }
  return stopped;
}
