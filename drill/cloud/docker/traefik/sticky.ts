import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { cookieValue } from "../../loadBalancer/cookies";
import type { CookieSettings } from "./routes";

/** The cookie's value for a child of that name: Traefik's own. */
export function stickyValue(name: string): string {
  return createHash("sha256").update(name).digest("hex").slice(0, 16);
}

/** What the client brings in the cookie. */
export function stuckTo(
  request: IncomingMessage,
  cookie: CookieSettings | undefined,
): string | undefined {
  return cookie && cookieValue(request.headers.cookie ?? "", cookie.name);
}

/** Set-Cookie for who was just given the child of this value; nothing where nobody sticks. */
export function stickingTo(value: string, cookie: CookieSettings | undefined): string[] {
  if (cookie === undefined) return [];
  const { maxAge, httpOnly, secure, sameSite } = cookie;
  return [
    [
      `${cookie.name}=${value}; Path=/`,
      ...(maxAge > 0 ? [`Max-Age=${maxAge}`] : []),
      ...(httpOnly ? ["HttpOnly"] : []),
      ...(secure ? ["Secure"] : []),
      ...(sameSite === undefined ? [] : [`SameSite=${capitalized(sameSite)}`]),
    ].join("; "),
  ];
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
