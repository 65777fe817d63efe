/** What has to be undone, whatever happens: the last thing first, and each thing once. */
export class CleanUp {
  readonly #undo: (() => void | Promise<void>)[] = [];
  #running: Promise<void> | undefined;

  /** `undo` runs even if another one fails. */
  add(undo: () => void | Promise<void>): void {
    this.#undo.push(undo);
  }

  /** Resolves when everything is undone; the first failure is thrown then. */
  run(): Promise<void> {
    this.#running ??= this.#all();
    return this.#running;
  }

  async #all(): Promise<void> {
    const failures: unknown[] = [];
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
