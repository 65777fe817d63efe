/** A clear end in one sentence: what is in the way, and what to do. It is told without a stack trace. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
