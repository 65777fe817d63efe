/** An image as ECR's lifecycle evaluation sees it. */
export interface Image {
  tags: string[];
  /** Days since it was pushed. */
  age: number;
}

export interface Rule {
  rulePriority: number;
  selection: {
    tagStatus: "tagged" | "untagged" | "any";
    tagPatternList?: string[];
    countType: "imageCountMoreThan" | "sinceImagePushed";
    countNumber: number;
  };
}

/**
 * What ECR expires, by its documentation: rules apply by priority; an image needs a tag for each pattern of a rule;
 * a count keeps the youngest; and an image that a rule selects cannot be expired by a later rule, but is counted
 * by it all the same.
 */
export function expired(rules: readonly Rule[], images: readonly Image[]): Set<Image> {
  const gone = new Set<Image>();
  const decided = new Set<Image>();
  for (const { selection } of rules.toSorted((a, b) => a.rulePriority - b.rulePriority)) {
    const selected = images
      .filter((image) => selects(selection, image))
      .toSorted((young, old) => young.age - old.age);
    const marked =
      selection.countType === "imageCountMoreThan"
        ? selected.slice(selection.countNumber)
        : selected.filter(({ age }) => age > selection.countNumber);
    for (const image of marked) if (!decided.has(image)) gone.add(image);
    for (const image of selected) decided.add(image);
  }
  return gone;
}

/** Why ECR would not take the policy; undefined when it would. */
export function refusal(policy: string, rules: readonly Rule[]): string | undefined {
  const patterns = rules.map(({ selection }) => String(selection.tagPatternList));
  const tagged = patterns.filter((_, index) => rules[index]?.selection.tagStatus === "tagged");
  if (policy.length > 30_720) return "too long";
  if (rules.length > 50) return "too many rules";
  if (new Set(rules.map(({ rulePriority }) => rulePriority)).size < rules.length)
    return "a priority twice";
  if (new Set(tagged).size < tagged.length) return "a pattern twice";
  if (rules.filter(({ selection }) => selection.tagStatus === "untagged").length > 1)
    return "two rules for what has no tag";
  return undefined;
}

function selects({ tagStatus, tagPatternList = [] }: Rule["selection"], { tags }: Image): boolean {
  if (tagStatus === "any") return true;
  if (tagStatus === "untagged") return tags.length === 0;
  return (
    tags.length > 0 && tagPatternList.every((pattern) => tags.some((tag) => matches(pattern, tag)))
  );
}

function matches(pattern: string, tag: string): boolean {
  const literal = pattern.split("*").map((part) => part.replaceAll(/[.\\+^$()[\]{}|?]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`).test(tag);
}
