import { createHmac, timingSafeEqual } from "node:crypto";

/** better-auth's cookie: `<token>.<base64 of its HMAC>`, as a URL component. */

const NAME = "better-auth.session_token";

/** Browsers keep a cookie with this prefix for https only. */
export function cookieName(appUrl: URL): string {
  return appUrl.protocol === "https:" ? `__Secure-${NAME}` : NAME;
}

export function sign(token: string, secret: string): string {
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return encodeURIComponent(`${token}.${signature}`);
}

/** The token in a Cookie header. null: none, or signed with another secret. */
export function verifiedToken(
  header: string | undefined,
  name: string,
  secret: string,
): string | null {
  const prefix = `${name}=`;
  const cookie = header?.split(/; */).find((part) => part.startsWith(prefix));
  if (cookie === undefined) return null;
  const value = cookie.slice(prefix.length);
  const token = decodeURIComponent(value).split(".")[0] ?? "";
  const [given, expected] = [Buffer.from(value), Buffer.from(sign(token, secret))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}
