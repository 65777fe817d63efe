import { readFileSync } from "node:fs";
import { processTools } from "../../ops/processTools";
import { Refusal } from "../../ops/refusal";
import type { OpenedStack, Tools } from "../../ops/tools";
import { openEngine } from "../engine/openEngine";
import { awsAccess } from "../scenario/access";
import type { Place } from "./place";

/**
 * The commands' world, but for a cloud and a stack that are the playground's own. There is no registry to copy images
 * to, and no bucket to publish to.
 */
export function playgroundTools({ engine, awsEndpoint, caFile }: Place): Tools {
  const openStack = async (name = engine.stack): Promise<OpenedStack> => {
    if (name !== engine.stack)
      throw new Refusal(`There is no stack ${name} here: the playground's is ${engine.stack}.`);
    const { deployment } = await openEngine(engine);
    return { name, deployment };
  };
  const { terminal, now, caller, commits, run } = processTools();
  return {
    ...{ terminal, now, caller, commits, run },
    openStack,
    awsAccess: (region) => awsAccess({ awsEndpoint }, region),
    ca: readFileSync(caFile, "utf8"),
  };
}
