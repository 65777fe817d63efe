import type { Part, Seen } from "../seen";

/** What the tag of a release begins with: components/app/releaseTag.ts. */
const RELEASE_PREFIX = "release-";

/** The rules of an ECR lifecycle policy, the one that is asked first first. */
export function lifecycleRulesOf(resource: Seen): Part[] {
  const number = (rule: Part) => rule.number("rulePriority") ?? Infinity;
  return resource
    .json("policy")
    .parts("rules")
    .sort((a, b) => number(a) - number(b));
}

export function isByAge(rule: Part): boolean {
  return rule.text("selection", "countType") !== "imageCountMoreThan";
}

/** Whether it selects images by tags, and a release's tag may be among them. */
export function mayTakeReleases(rule: Part): boolean {
  return patternsOf(rule).some((pattern) => {
    const [start = ""] = pattern.split("*");
    return start.startsWith(RELEASE_PREFIX) || RELEASE_PREFIX.startsWith(start);
  });
}

/** Whether it selects every release. Of several patterns, an image would need a tag for each. */
export function takesEveryRelease(rule: Part): boolean {
  const [pattern, ...more] = patternsOf(rule);
  return more.length === 0 && pattern === `${RELEASE_PREFIX}*`;
}

/** As the description says it, or else by its number. */
export function nameOf(rule: Part): string {
  const patterns = patternsOf(rule).join(", ");
  const number = rule.number("rulePriority") ?? "without a number";
  return patterns === "" ? `rule ${number}` : `rule ${number} (${patterns})`;
}

/** A prefix is a pattern without its star. */
function patternsOf(rule: Part): string[] {
  const prefixes = rule.texts("selection", "tagPrefixList").map((prefix) => `${prefix}*`);
  return [...rule.texts("selection", "tagPatternList"), ...prefixes];
}
