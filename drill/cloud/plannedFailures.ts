/** Which Jobs and one-shot containers are to fail, by what their Pulumi names start with. */
export class PlannedFailures {
  readonly #prefixes = new Set<string>();

  /** The next one whose Pulumi name starts with this fails. */
  add(namePrefix: string): void {
    this.#prefixes.add(namePrefix);
  }

  clear(): void {
    this.#prefixes.clear();
  }

  /** Whether this one is to fail: the next one is not, then. */
  take(name: string): boolean {
    const prefix = [...this.#prefixes].find((candidate) => name.startsWith(candidate));
    return prefix !== undefined && this.#prefixes.delete(prefix);
  }
}
