/**
 * The cookies of one user at one site. With one host and every cookie on the path "/", names and
 * expiry are all there is to keep; a library would bring domains, paths and a public suffix list.
 */
export class CookieJar {
  private readonly values = new Map<string, string>();

  /** Takes over the `Set-Cookie` headers of an answer. */
  store(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = "", ...attributes] = line.split(";");
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const name = pair.slice(0, equals).trim();
      if (attributes.some(isExpired)) this.values.delete(name);
      else this.values.set(name, pair.slice(equals + 1).trim());
    }
  }

  /** The `Cookie` header of the next request; undefined when there is nothing to send. */
  header(): string | undefined {
    if (this.values.size === 0) return undefined;
    return [...this.values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function isExpired(attribute: string): boolean {
  const equals = attribute.indexOf("=");
  const name = attribute.slice(0, Math.max(equals, 0)).trim().toLowerCase();
  if (name !== "max-age" && name !== "expires") return false;
  const value = attribute.slice(equals + 1).trim();
  return name === "max-age" ? Number(value) <= 0 : Date.parse(value) <= Date.now();
}
