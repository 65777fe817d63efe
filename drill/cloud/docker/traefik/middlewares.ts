import type { IncomingMessage } from "node:http";
import { blockList, isWithin } from "../../blocks";
import type { MiddlewareSettings } from "./routes";

/** An answer that a middleware gives itself. */
export interface Refusal {
  status: 403 | 429;
  text: string;
  headers: Record<string, string>;
}

/** What stands between a router and its service. */
export interface Middleware {
  refuse?(request: IncomingMessage): Refusal | null;
  /** Set on every answer, whatever the server says. */
  headers?: Readonly<Record<string, string>>;
  /** Set beside them on every answer over TLS. */
  secureHeaders?: Readonly<Record<string, string>>;
  /** The path that the service is asked for instead. */
  path?: string;
}

export function middlewareOf(settings: MiddlewareSettings): Middleware {
  if ("replacePath" in settings) return { path: settings.replacePath.path };
  if ("rateLimit" in settings) return { refuse: rateLimit(settings.rateLimit) };
  if ("ipAllowList" in settings) return { refuse: allowList(settings.ipAllowList.sourceRange) };
  const { contentTypeNosniff, customFrameOptionsValue, referrerPolicy, ...rest } = settings.headers;
  const { contentSecurityPolicy, stsSeconds } = rest;
  return {
    headers: {
      ...(contentTypeNosniff ? { "X-Content-Type-Options": "nosniff" } : {}),
      ...given("X-Frame-Options", customFrameOptionsValue),
      ...given("Referrer-Policy", referrerPolicy),
      ...given("Content-Security-Policy", contentSecurityPolicy),
    },
    ...(stsSeconds === undefined
      ? {}
      : { secureHeaders: { "Strict-Transport-Security": `max-age=${stsSeconds}` } }),
  };
}

/** A bucket of tokens for each address: `burst` of them, filled with `average` a second. */
function rateLimit({ average, burst }: { average: number; burst: number }) {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return (request: IncomingMessage): Refusal | null => {
    const now = performance.now();
    const bucket = buckets.get(addressOf(request)) ?? { tokens: burst, atMs: now };
    const tokens = Math.min(burst, bucket.tokens + ((now - bucket.atMs) / 1000) * average);
    const passes = tokens >= 1;
    buckets.set(addressOf(request), { tokens: passes ? tokens - 1 : tokens, atMs: now });
    if (passes) return null;
    const seconds = Math.ceil((1 - tokens) / average);
    return { status: 429, text: "Too Many Requests", headers: { "Retry-After": String(seconds) } };
  };
}

function allowList(sourceRange: readonly string[]) {
  const allowed = blockList(sourceRange);
  return (request: IncomingMessage): Refusal | null =>
    isWithin(allowed, addressOf(request)) ? null : { status: 403, text: "Forbidden", headers: {} };
}

function addressOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
