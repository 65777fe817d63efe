/** Keeps the last answer about each thing, for as long as the question about it stays the same. */
export class LastAnswers<Answer> {
  readonly #last = new Map<string, { question: Uint8Array; answer: Promise<Answer> }>();

  /** @param ask what is done where the question is another one than the last time */
  async about(thing: string, question: Uint8Array, ask: () => Promise<Answer>): Promise<Answer> {
    const last = this.#last.get(thing);
    if (last !== undefined && Buffer.compare(last.question, question) === 0) return last.answer;
    const answer = ask();
    this.#last.set(thing, { question, answer });
    return answer;
  }
}
