import { isDeepStrictEqual } from "node:util";
import type { Crud } from "./crud";
import type { Diff } from "./diff";
import { withoutEnvelopes, type Json, type Properties } from "./envelope";
import type { Goal } from "./goal";
import { resetPaths } from "./propertyPath";
import type { ResourceState } from "./state";

/** What has to be done to reach a goal. */
export type Plan =
  | { op: "create"; inputs: Properties }
  | { op: "same"; inputs: Properties; old: ResourceState }
  | { op: "update"; inputs: Properties; old: ResourceState; diff: Diff }
  | { op: "replace"; inputs: Properties; old: ResourceState; diff: Diff; deleteFirst: boolean };

/** Who has a say about checked inputs before anything comes of them. */
export interface Inspector {
  /** @returns the inputs as they are from here on */
  remediate(inputs: Properties): Promise<Properties>;
  /** @throws StepFailed where the resource must not be made or changed */
  analyze(inputs: Properties): Promise<void>;
}

/** @throws Error when the provider refuses the inputs, or a protected resource would have to go. */
export async function makePlan(
  goal: Goal,
  old: ResourceState | undefined,
  crud: Crud,
  inspector: Inspector,
): Promise<Plan> {
  if (old === undefined) {
    const inputs = await inspector.remediate(await check(crud, goal, undefined, goal.inputs));
    await inspector.analyze(inputs);
    return { op: "create", inputs };
  }
  const wanted = resetPaths(goal.inputs, old.inputs, goal.ignoreChanges);
  const inputs = await inspector.remediate(await check(crud, goal, old.inputs, wanted));
  const [differing] = await Promise.all([crud.diff(old, inputs), inspector.analyze(inputs)]);
  const diff = withForcedReplaces(differing, goal, old, inputs);
  if (old.pendingReplacement || (diff.changes && diff.replaces.length > 0)) {
    refuseProtected(goal, old);
    return {
      op: "replace",
      // The old resource's defaults, such as a name that it was given, are not the new one's. The CLI's engine
      // checks anew as well, and does not ask the policies to mend the inputs once more.
      inputs: await check(crud, goal, undefined, goal.inputs),
      old,
      diff,
      deleteFirst: goal.deleteBeforeReplace ?? diff.deleteBeforeReplace,
    };
  }
  // One that was made but did not get ready is tried again.
  if (diff.changes || old.initErrors.length > 0) return { op: "update", inputs, old, diff };
  return { op: "same", inputs, old };
}

/** As the CLI writes a value of one word; of a longer one it writes all, which nobody reads. */
function shown(value: Json | undefined): string {
  const plain = withoutEnvelopes(value ?? null);
  return typeof plain === "object" ? "{...}" : `{${String(plain)}}`;
}

async function check(
  crud: Crud,
  goal: Goal,
  olds: Properties | undefined,
  news: Properties,
): Promise<Properties> {
  const { inputs, failures } = await crud.check(olds, news);
  if (failures.length === 0) return inputs;
  const problems = failures.map(({ property, reason }) =>
    property === ""
      ? `${goal.type} resource '${goal.name}' has a problem: ${reason}`
      : `${goal.type} resource '${goal.name}': property ${property} value ${shown(news[property])} has a problem: ${reason}`,
  );
  throw new Error(problems.join("\n"));
}

/** The paths of the option `replaceOnChanges` at which the inputs differ. */
export function forcedReplaces(paths: string[], olds: Properties, news: Properties): string[] {
  return paths.filter((path) => !isDeepStrictEqual(resetPaths(news, olds, [path]), news));
}

function withForcedReplaces(diff: Diff, goal: Goal, old: ResourceState, inputs: Properties): Diff {
  const forced = forcedReplaces(goal.replaceOnChanges, old.inputs, inputs);
  if (forced.length === 0) return diff;
  return { ...diff, changes: true, replaces: [...diff.replaces, ...forced] };
}

function refuseProtected(goal: Goal, old: ResourceState): void {
  if (!old.protect || goal.protect !== true) return;
  throw new Error(
    `unable to replace resource "${goal.urn}"\nas it is currently marked for protection. To unprotect ` +
      "the resource, remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`",
  );
}
