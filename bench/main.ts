import { measurePolicyPack } from "./policyPack";
import { measureProgramStart } from "./programStart";

/** What the README says, and what this measures here and now. */
const LEAST_START_RATIO = 2.5;

/** Milliseconds that the policies may add to a preview on 2 cores. */
const MOST_POLICY_MS = 3000;

/** Prints each figure from times of one run; the exit status is 1 when one is not met. */
async function main(): Promise<void> {
  await programStart();
  await policyPack();
}

async function programStart(): Promise<void> {
  const { asShippedMs, typeCheckedMs } = await measureProgramStart();
  const ratio = typeCheckedMs / asShippedMs;
  print(ratio >= LEAST_START_RATIO, [
    `program start, without type checking against with it, as Pulumi does by default:`,
    `${ratio.toFixed(1)} times quicker`,
    `(${asShippedMs.toFixed(0)} ms, ${typeCheckedMs.toFixed(0)} ms, medians of 5; at least ${LEAST_START_RATIO})`,
  ]);
}

async function policyPack(): Promise<void> {
  const { withoutMs, withMs } = await measurePolicyPack();
  const added = withMs - withoutMs;
  print(added < MOST_POLICY_MS, [
    `policies, started for a preview of the production stack, as the CLI does:`,
    `${added.toFixed(0)} ms more`,
    `(${withoutMs.toFixed(0)} ms without, ${withMs.toFixed(0)} ms with, medians of 5; less than ${MOST_POLICY_MS})`,
  ]);
}

function print(met: boolean, words: readonly string[]): void {
  process.stdout.write(`${words.join(" ")}\n`);
  if (!met) process.exitCode = 1;
}

void main();
