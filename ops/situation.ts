import { updatesOf, type RecordedUpdate } from "./history";
import { deployedOf, operationsOf, type Deployed, type Operations } from "./operations";
import type { OpenedStack, Tools } from "./tools";

/** A stack as a command finds it. */
export interface Situation {
  stack: OpenedStack;
  deployed: Deployed;
  operations: Operations;
  /** Newest first. */
  updates: RecordedUpdate[];
}

/** @throws Refusal when there is no such stack, or nothing deployed in it */
export async function situationOf(tools: Tools, name: string | undefined): Promise<Situation> {
  const stack = await tools.openStack(name);
  const outputs = await stack.deployment.outputs();
  const operations = operationsOf(outputs);
  return {
    stack,
    deployed: deployedOf(outputs),
    operations,
    updates: await updatesOf(stack.deployment),
  };
}
