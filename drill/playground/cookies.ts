/**
 * A browser keeps a cookie with this prefix, or with the word Secure, for https alone. The front is plain http, so
 * the prefix is another one there, and is put back on the way in.
 */
const PREFIX = "__Secure-";
const PLAIN = "unsecured-";

/** Attributes that do not fit a site of another scheme and name. None of SameSite asks for Secure. */
const UNFIT = /^(secure|partitioned|domain=.*|samesite=none)$/i;

/** A Set-Cookie value of the app as a page over plain http can keep it. */
export function keptPlain(setCookie: string): string {
  const [pair = "", ...attributes] = setCookie.split(/; */);
  const kept = attributes.filter((attribute) => !UNFIT.test(attribute));
  const named = pair.startsWith(PREFIX) ? PLAIN + pair.slice(PREFIX.length) : pair;
  return [named, ...kept].join("; ");
}

/** A Cookie header of such a page as the app knows it. */
export function sentSecure(cookie: string): string {
  const pairs = cookie.split(/; */);
  return pairs
    .map((pair) => (pair.startsWith(PLAIN) ? PREFIX + pair.slice(PLAIN.length) : pair))
    .join("; ");
}
