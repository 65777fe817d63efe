import type { Goal } from "./goal";
import { prerequisites, type ResourceState } from "./state";
import { isProviderType, providerUrn, stackType } from "./urn";

/** The resources that an update may touch: all of them, or those named by `--target`. */
export class Targets {
  private readonly urns: ReadonlySet<string> | undefined;
  private readonly skipped = new Set<string>();

  /** @throws Error where a target is a pattern */
  constructor(urns: string[] | undefined) {
    const pattern = urns?.find((urn) => urn.includes("*"));
    if (pattern !== undefined) {
      throw new Error(
        `--target ${pattern}: the embedded engine knows whole URNs only, no patterns.`,
      );
    }
    this.urns = urns === undefined || urns.length === 0 ? undefined : new Set(urns);
  }

  get isConstrained(): boolean {
    return this.urns !== undefined;
  }

  /** Whether it is one of those that were asked for: by its name, or because none was named. */
  names(urn: string): boolean {
    return this.urns === undefined || this.urns.has(urn);
  }

  /** The stack and its providers always are: outputs and credentials stay up to date. */
  includes(resource: { urn: string; type: string }): boolean {
    if (this.names(resource.urn)) return true;
    return resource.type === stackType || isProviderType(resource.type);
  }

  /** A resource that is not among the targets and not there yet is left out. */
  skip(urn: string): void {
    this.skipped.add(urn);
  }

  isSkipped(urn: string): boolean {
    return this.skipped.has(urn);
  }

  /** @throws Error when the resource depends on one that was left out */
  requireDependencies(goal: Goal): void {
    const needed = [
      goal.parent,
      providerUrn(goal.provider),
      ...goal.dependencies,
      ...Object.values(goal.propertyDependencies).flat(),
    ];
    const missing = needed.find((urn) => this.skipped.has(urn));
    if (missing === undefined) return;
    throw new Error(
      `Resource '${goal.urn}' depends on '${missing}' which was not specified in --target list.`,
    );
  }

  /** @throws Error naming a resource that stays although what it depends on is about to go */
  requireDependents(condemned: ResourceState[], staying: ResourceState[]): void {
    const gone = new Set(condemned.filter((resource) => !resource.delete).map(({ urn }) => urn));
    for (const resource of this.urns === undefined ? [] : staying) {
      if (![...prerequisites(resource)].some((urn) => gone.has(urn))) continue;
      throw new Error(
        `Resource '${resource.urn}' will be destroyed but was not specified in --target list.\n` +
          "Either include resource in --target list or pass --target-dependents to proceed.",
      );
    }
  }

  /** @throws Error naming a target that is neither in the state nor in the program */
  requireKnown(known: (urn: string) => boolean): void {
    const unknown = [...(this.urns ?? [])].find((urn) => !known(urn));
    if (unknown === undefined) return;
    throw new Error(`Target '${unknown}' could not be found in the stack.`);
  }
}
