/** What LobeHub up to 2.1 obfuscates `X-lobe-chat-auth` with: public, and no secret. */
const XOR_KEY = Buffer.from("LobeHub · LobeHub");

/**
 * The header in which LobeHub's own page names its user to `/webapi/chat`. Releases that go by the session
 * cookie alone ignore it; those that want both answer 401 without it.
 */
export function chatAuthHeader(userId: string): Record<string, string> {
  const payload = Buffer.from(JSON.stringify({ userId }));
  const obfuscated = payload.map((byte, at) => byte ^ (XOR_KEY[at % XOR_KEY.length] ?? 0));
  return { "x-lobe-chat-auth": Buffer.from(obfuscated).toString("base64") };
}

/** A chat whose answer the model streams for so many milliseconds. */
export function chatFor(durationMs: number): unknown {
  return {
    model: "gpt-4o-mini",
    stream: true,
    messages: [{ role: "user", content: `stream for ${String(durationMs)} ms` }],
  };
}

/** How long the last message of a chat asks the model to stream, in milliseconds; null when it does not say. */
export function askedDuration(content: string): number | null {
  const found = /stream for (\d+) ms/.exec(content);
  return found === null ? null : Number(found[1]);
}
