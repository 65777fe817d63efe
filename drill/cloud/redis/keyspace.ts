interface Entry {
  value: Buffer;
  /** Date.now() of its end, if it has one. */
  expiresMs: number | null;
}

/** Keys and strings, with an end where one was set. Nothing is ever evicted. */
export class Keyspace {
  readonly #entries = new Map<string, Entry>();

  get(key: string): Buffer | null {
    return this.#live(key)?.value ?? null;
  }

  set(key: string, value: Buffer, expiresMs: number | null): void {
    this.#entries.set(key, { value, expiresMs });
  }

  has(key: string): boolean {
    return this.#live(key) !== undefined;
  }

  delete(key: string): boolean {
    return this.has(key) && this.#entries.delete(key);
  }

  expire(key: string, expiresMs: number | null): boolean {
    const entry = this.#live(key);
    if (entry === undefined) return false;
    entry.expiresMs = expiresMs;
    return true;
  }

  /** Milliseconds until the key ends; -1 without an end, -2 without the key: Redis' own words. */
  remainingMs(key: string): number {
    const entry = this.#live(key);
    if (entry === undefined) return -2;
    return entry.expiresMs === null ? -1 : entry.expiresMs - Date.now();
  }

  keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.has(key));
  }

  clear(): void {
    this.#entries.clear();
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresMs === null || entry.expiresMs > Date.now()) {
      return entry;
    }
    this.#entries.delete(key);
    return undefined;
  }
}
