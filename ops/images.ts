import { CommanderError } from "@commander-js/extra-typings";
import { openMirror, openStack } from "./automation";
import { imagesCommand } from "./imagesCommand";
import { said } from "./said";

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

imagesCommand({ openStack, openMirror, print })
  .parseAsync(process.argv.slice(2), { from: "user" })
  .catch((error: unknown) => {
    // What is wrong with the command line is already said.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      process.stderr.write(`${said(error)}\n`);
      process.exitCode = 1;
    }
  });
