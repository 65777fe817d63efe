import { said } from "../../ops/said";
import { measureDockerRollback } from "./rollback";

/** How many times quicker a rollback has to be than starting the previous image again. */
const LEAST_RATIO = 10;

/**
 * `npm run bench:docker -- <stack>`: what a second stack is good for on one Docker engine, measured on a deployed one.
 * It moves that stack's users to the other color and back. The exit status is 1 when the figure is not met.
 */
async function main([stack, ...others]: string[]): Promise<void> {
  if (stack === undefined || others.length > 0)
    throw new Error(
      "Which stack? npm run bench:docker -- dev: its users move to the other color and back, and the other color gets another release for a while.",
    );
  const { movedMs, startMs, rollbackUpMs, releaseUpMs, requests, failed } =
    await measureDockerRollback(stack);
  const ratio = startMs / Math.max(1, movedMs);
  const met = ratio >= LEAST_RATIO && failed === 0;
  print(
    "rollback, against starting the previous image again:",
    `${ratio.toFixed(0)} times quicker`,
  );
  print(
    `  ${movedMs.toFixed(0)} ms from the new file's rename to the last request on the color that left,`,
    `${startMs.toFixed(0)} ms from the container's start until healthy (at least ${LEAST_RATIO} times)`,
  );
  print(
    `  the whole update: ${seconds(rollbackUpMs)} to roll back,`,
    `${seconds(releaseUpMs)} to bring the previous image to a color again`,
  );
  print(`  ${requests} requests meanwhile, ${failed} failed`);
  if (!met) process.exitCode = 1;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function print(...words: string[]): void {
  process.stdout.write(`${words.join(" ")}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${said(error)}\n`);
  process.exitCode = 1;
});
