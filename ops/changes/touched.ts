import { COLORS, type Color } from "../../config/color";
import type { ResourceChange } from "./resourceChange";
import { listed } from "./words";

/** How many resources a sentence can bear. */
const NAMED = 6;

/** "Deployment blue" */
export function called({ type, name }: Pick<ResourceChange, "type" | "name">): string {
  return `${type.split(":").at(-1) ?? type} ${name}`;
}

/** "Deployment blue and Deployment green", whichever came first; of many, the first, and how many more. */
export function named(changes: readonly ResourceChange[]): string {
  const all = inOrder(changes);
  const more = all.length - NAMED;
  return listed(more > 0 ? [...all.slice(0, NAMED), `${String(more)} more`] : all);
}

/** Whose colour a resource is, by its name: "blue", "preview-green". */
export function colorOf({ name }: Pick<ResourceChange, "name">): Color | undefined {
  return COLORS.find((color) => name.split("-").includes(color));
}

/** ", which touches both colours (Deployment blue and Deployment green)"; empty when it touches none. */
export function touching(changes: readonly ResourceChange[]): string {
  const owned = changes.filter((change) => colorOf(change) !== undefined);
  const colors = COLORS.filter((color) => owned.some((change) => colorOf(change) === color));
  if (colors.length === 0) return "";
  const whose = colors.length === COLORS.length ? "both colours" : `${listed(colors)} alone`;
  return `, which touches ${whose} (${named(owned)})`;
}

/** "deletes Job x", "replaces Bucket y": what nobody may overlook. */
export function alarming(changes: readonly ResourceChange[]): string[] {
  return (["replace", "delete"] as const).flatMap((op) => {
    const some = changes.filter((change) => change.op === op && !isComponent(change));
    return some.length === 0 ? [] : [`${op.toUpperCase()}S ${inOrder(some).join(", ")}`];
  });
}

/** An engine tells of what it does at once in the order in which it ends, which is another one each time. */
function inOrder(changes: readonly ResourceChange[]): string[] {
  return changes.map(called).toSorted();
}

/** A component is nothing but what is in it. */
function isComponent({ type }: ResourceChange): boolean {
  return type.startsWith("lobechat:");
}
