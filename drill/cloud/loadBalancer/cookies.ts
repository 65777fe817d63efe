import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";

const TAG_BYTES = 16;
const IV_BYTES = 12;
/** Of a cookie in each of so many answers it is still known what is in it. */
const REMEMBERED = 4096;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

export type CookieName = "AWSALB" | "AWSALBTG";

/**
 * The load balancer's own cookies. They say whom a client sticks to and for how long, encrypted so that nobody
 * builds on what is in them [ELB user guide, sticky sessions]. The key lives as long as the load balancer.
 */
export class StickyCookies {
  readonly #key = randomBytes(16);
  #sealed = 0n;
  /** What was sealed last comes back first, and has not to be opened. */
  readonly #remembered = new Map<string, string>();

  /** What the cookie names; undefined when there is none, it is forged, or its time is over. */
  read(request: IncomingMessage, name: CookieName): string | undefined {
    const header = request.headers.cookie;
    if (header === undefined) return undefined;
    // On a request from another site a browser sends only the copy that is marked SameSite=None.
    const sealed = cookieValue(header, name) ?? cookieValue(header, `${name}CORS`);
    if (sealed === undefined) return undefined;
    const text = this.#remembered.get(`${name}=${sealed}`) ?? this.#open(name, sealed);
    return text === undefined ? undefined : inTime(text);
  }

  /**
   * Set-Cookie values that hold a client to `subject`. The cookie itself always lives for seven days; the
   * duration is inside [seen in answers of real ALBs]. Every answer renews it, as AWS documents for the
   * application cookie; for these two that is INFERRED.
   *
   * @param durationMs milliseconds on this machine
   */
  write(name: CookieName, subject: string, durationMs: number): string[] {
    const now = Date.now();
    const text = `${String(now + durationMs)} ${subject}`;
    const sealed = this.#seal(name, text);
    this.#remember(`${name}=${sealed}`, text);
    const attributes = `Expires=${new Date(now + WEEK_MS).toUTCString()}; Path=/`;
    return [
      `${name}=${sealed}; ${attributes}`,
      `${name}CORS=${sealed}; ${attributes}; SameSite=None; Secure`,
    ];
  }

  #remember(cookie: string, text: string): void {
    this.#remembered.set(cookie, text);
    if (this.#remembered.size <= REMEMBERED) return;
    const oldest = this.#remembered.keys().next().value;
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }

  #seal(name: CookieName, text: string): string {
    // Counted, not random: as safe with a key of its own, and cheaper with every answer setting a cookie.
    const iv = Buffer.alloc(IV_BYTES);
    iv.writeBigUInt64BE((this.#sealed += 1n));
    const cipher = createCipheriv("aes-128-gcm", this.#key, iv).setAAD(Buffer.from(name));
    const sealed = [cipher.update(text, "utf8"), cipher.final()];
    return Buffer.concat([iv, cipher.getAuthTag(), ...sealed]).toString("base64");
  }

  #open(name: CookieName, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, "base64");
    if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv("aes-128-gcm", this.#key, bytes.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") +
        decipher.final("utf8")
      );
    } catch {
      // Not one of ours: "if the cookie cannot be decoded, the load balancer selects a new target".
      return undefined;
    }
  }
}

/** @param text milliseconds of Date.now(), and what the cookie names until then */
function inTime(text: string): string | undefined {
  const space = text.indexOf(" ");
  return Number(text.slice(0, space)) > Date.now() ? text.slice(space + 1) : undefined;
}

/** The first cookie of that name in a request's header. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals !== -1 && pair.slice(0, equals).trim() === name) {
      return pair.slice(equals + 1).trim();
    }
  }
  return undefined;
}
