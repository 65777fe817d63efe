import { Refusal } from "./refusal";
import type { Terminal } from "./tools";

/**
 * Asks whoever runs the command before something changes.
 *
 * @param yes whether that was answered beforehand, by `--yes`
 * @throws Refusal when the answer is no, and when nobody is there to give one
 */
export async function ask(
  terminal: Terminal,
  question: string,
  yes: boolean | undefined,
): Promise<void> {
  if (yes === true) return;
  if (!terminal.interactive)
    throw new Refusal(`Nobody is here to answer "${question}": add --yes. Nothing was changed.`);
  if (!(await terminal.confirm(question))) throw new Refusal("Nothing was changed.");
}
