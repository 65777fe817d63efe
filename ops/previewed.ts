import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ConfigMap, EngineEvent } from "@pulumi/pulumi/automation";
import { changeInWords } from "./changes/changeInWords";
import { findingsIn, type Findings } from "./changes/finding";
import { changesIn, type ResourceChange } from "./changes/resourceChange";
import { commandFor } from "./changes/commandFor";
import { runWith } from "./configChange";
import { deployedOrNothing } from "./deployed";
import { errorIn } from "./engineWords";
import { configOnDeployed, WHO_SERVES } from "./fullUpdate";
import { Refusal } from "./refusal";
import { said } from "./said";
import { shortName } from "./stackName";
import type { OpenedStack, Tools } from "./tools";

const POLICIES = join(__dirname, "..", "policies");

/** What an update would do, in values that JSON has. */
export interface Previewed extends Findings {
  stack: string;
  /** "flips traffic from blue 2.1.25 to green 2.1.26: 1 resource" */
  words: string;
  changes: ResourceChange[];
  /** Why it ended early; what it would do is then not all of it. */
  error: string | null;
  /** The line that would do it; null where nothing would change, or it may not. */
  command: string | null;
}

/**
 * Previews a stack with the policies, as it would be with the configuration of the checkout. Nothing stays changed.
 *
 * @param base the commit that a branch goes to: who serves is then as deployed, unless the branch changes it
 * @throws Refusal
 */
export async function previewed(
  tools: Tools,
  stack: OpenedStack,
  base: string | undefined,
): Promise<Previewed> {
  const { deployment } = stack;
  const before = await deployedOrNothing(deployment);
  const checkout = await deployment.getAllConfig();
  const after =
    base === undefined || before === undefined
      ? checkout
      : (await configOnDeployed(tools, { stack }, await changedSince(tools, stack, checkout, base)))
          .config;
  const { events, error } = await runWith(
    deployment,
    { before: checkout, during: after, after: checkout },
    () => run(stack),
  );
  const changes = changesIn(events);
  const findings = findingsIn(events);
  const words = changeInWords({ before, after, changes });
  const mayRun = error === null && !findings.violations.some(({ level }) => level === "mandatory");
  const command =
    mayRun && changes.length > 0 ? commandFor(stack.name, words, before, after) : null;
  return { stack: stack.name, words, changes, ...findings, error, command };
}

/** Of who serves, the keys that a branch changes: a pull request may be a flip. */
async function changedSince(
  { configAt }: Tools,
  { name }: OpenedStack,
  checkout: ConfigMap,
  base: string,
): Promise<string[]> {
  if (configAt === undefined) throw new Refusal("No other commit can be read here.");
  const then = await configAt(base, name).catch((error: unknown) => {
    throw new Refusal(`${base} cannot be compared with: ${said(error)}`, { cause: error });
  });
  return WHO_SERVES.filter((key) => checkout[key]?.value !== configText(then[key]));
}

/** A value of a stack's file as Pulumi keeps it: texts as they are, all else as JSON. */
function configText(value: unknown): string | undefined {
  return typeof value === "string" ? value : JSON.stringify(value);
}

async function run({ name, deployment }: OpenedStack) {
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent): void => {
    events.push(event);
  };
  try {
    await deployment.preview({
      onEvent,
      policyPacks: [POLICIES],
      policyPackConfigs: [levelsOf(name)],
    });
    return { events, error: null };
  } catch (error) {
    // That a policy stops it is told with the policy.
    const stopped = findingsIn(events).violations.some(({ level }) => level === "mandatory");
    const why = errorIn(events) ?? (stopped ? null : said(error));
    return { events, error: why };
  }
}

/** Levels and exceptions of a stack; one that has none of its own is held to production's. */
function levelsOf(stack: string): string {
  const own = join(POLICIES, `${shortName(stack)}.json`);
  return existsSync(own) ? own : join(POLICIES, "prod.json");
}
