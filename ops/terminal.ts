import { createInterface } from "node:readline/promises";
import type { Terminal } from "./tools";

function write(stream: NodeJS.WriteStream): (line: string) => void {
  return (line) => {
    stream.write(`${line}\n`);
  };
}

/** The terminal of this process. Questions go where progress goes, so that stdout has the answer alone. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  // Whoever reads may have read enough, as in `lobechat history | head`.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    interactive: stdin.isTTY && stderr.isTTY,
    print: write(stdout),
    tell: write(stderr),
    confirm: async (question) => {
      const prompt = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
      } finally {
        prompt.close();
      }
    },
  };
}
