import { createHash, randomBytes, randomUUID } from "node:crypto";
import { Redis } from "ioredis";

export interface User {
  id: string;
  email: string;
  name: string;
  emailVerified: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface Session {
  session: { id: string; token: string; userId: string; expiresAt: string; createdAt: string };
  user: User;
}

const WEEK_SECONDS = 7 * 24 * 60 * 60;

/** Sign-in sessions. They live in Redis and nowhere else: no pod remembers one. */
export class Sessions {
  readonly #redis: Redis;
  readonly #prefix: string;

  constructor(url: string, prefix: string) {
    this.#prefix = prefix;
    this.#redis = new Redis(url, {
      // A request that meets a Redis that is gone is answered now, not when it is back. One that meets a Redis that
      // is there and says nothing waits: ioredis sets no limit by itself, and this one is shorter than a user's.
      maxRetriesPerRequest: 1,
      commandTimeout: 8000,
      retryStrategy: () => 200,
    });
    // Every command that fails says so itself.
    this.#redis.on("error", () => undefined);
  }

  async create(email: string, name: string): Promise<Session> {
    const now = new Date();
    const session = {
      id: randomUUID(),
      token: randomBytes(24).toString("hex"),
      userId: userId(email),
      expiresAt: new Date(now.getTime() + WEEK_SECONDS * 1000).toISOString(),
      createdAt: now.toISOString(),
    };
    const created: Session = { session, user: userOf(email, name, now) };
    const value = JSON.stringify(created);
    await this.#redis.set(this.#key(session.token), value, "EX", WEEK_SECONDS);
    return created;
  }

  /** The stored session as JSON text. null: there is none. */
  find(token: string): Promise<string | null> {
    return this.#redis.get(this.#key(token));
  }

  async remove(token: string): Promise<void> {
    await this.#redis.del(this.#key(token));
  }

  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  #key(token: string): string {
    return `${this.#prefix}:${token}`;
  }
}

/** There is no database here: an account is whoever signs in, and the same one on every pod. */
function userOf(email: string, name: string, now: Date): User {
  const at = now.toISOString();
  return { id: userId(email), email, name, emailVerified: false, createdAt: at, updatedAt: at };
}

function userId(email: string): string {
  return createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 24);
}
