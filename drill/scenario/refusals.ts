import { resolve } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import type { OpenEngine } from "../engine/open";
import { violationsIn, type ToldViolation } from "../engine/violations";
import { POLICIES } from "./policies";
import type { Done, Stage } from "./stage";

/**
 * A program that declares what this project's configuration refuses before a policy ever sees it: so somebody would
 * who writes a resource of their own into the stack.
 */
export const REFUSALS = resolve(__dirname, "..", "..", "test", "policies", "programs", "refusals");

/** Each by what the program calls it, and the policy that has to stop it. */
const MISTAKES = [
  {
    id: "latest-image",
    title: "a job that runs latest",
    declares: "latestImage",
    policy: "images-by-digest",
  },
  {
    id: "stale-cookie",
    title: "a group cookie beside a weight of 0",
    declares: "staleCookie",
    policy: "traffic-names-no-idle-group",
  },
];

/** How many steps are refused by a policy. */
export const REFUSED_STEPS = MISTAKES.length;

/** Each mistake as a pull request would be previewed that makes it. */
export async function playRefusals(stage: Stage, engine: OpenEngine): Promise<void> {
  for (const { id, title, declares, policy } of MISTAKES) {
    const scene = { id, title, chapter: "guard", kind: "config", expected: "refused" } as const;
    await stage.perform(scene, () => previewed(engine, declares, policy));
  }
}

async function previewed(engine: OpenEngine, declares: string, policy: string): Promise<Done> {
  const { deployment } = engine;
  await deployment.setAllConfig({ declares: { value: declares } });
  const events: EngineEvent[] = [];
  const onEvent = (event: EngineEvent): void => {
    events.push(event);
  };
  const failure = await deployment.preview({ ...POLICIES, onEvent }).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const policies = violationsIn(events);
  if (failure === undefined) return { outcome: "succeeded", policies };
  const stopped = policies.find((found) => found.policy === policy && found.level === "mandatory");
  return stopped === undefined
    ? { outcome: "failed", note: failure, policies }
    : { outcome: "refused", note: saidBy(stopped), policies };
}

function saidBy({ policy, message }: ToldViolation): string {
  return `refused by the policy ${policy}: ${message.split("\n").join(" ")}`;
}
