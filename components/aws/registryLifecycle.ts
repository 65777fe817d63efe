import { RELEASE_TAG_PREFIX, releaseTag } from "../app/releaseTag";

/** What one's own CI may push beside releases: it goes by age. Tags of any other name are nobody's to expire. */
const PASSING = ["build-*", "pr-*"];

const DAYS = { passing: 30, untagged: 14 } as const;

/** Releases that left the catalogue: so many images, the youngest, stay for whoever wants one back. */
const RELEASES_KEPT = 100;

/** ECR's limit on images in a repository: a rule that keeps so many expires none. */
const ALL = 100_000;

/** ECR takes 50 rules; these are for the releases of the catalogue, one each. */
const OWN_RULES = 50 - 1 - PASSING.length - 1;

interface LifecycleRule {
  rulePriority: number;
  description: string;
  selection: {
    tagStatus: "tagged" | "untagged";
    tagPatternList?: string[];
    countType: "imageCountMoreThan" | "sinceImagePushed";
    countUnit?: "days";
    countNumber: number;
  };
  action: { type: "expire" };
}

type Rule = Omit<LifecycleRule, "rulePriority" | "action">;

/**
 * What ECR may delete, so that it can never be a release of the catalogue.
 *
 * An image that a rule selects is out of reach of every rule below it, whatever the rule does with it. So each
 * release of the catalogue has a rule of its own, by its exact tag, that keeps the one image it can select. A count
 * over `release-*` alone, however large, would not do: it keeps the youngest pushes, and once enough releases were
 * pushed and left the catalogue again, an old entry that one may still go back to is not among them. Where the
 * catalogue is longer than ECR has rules, no release expires at all.
 *
 * There is no rule for any image by age: the day a pattern stopped to match, it would take what runs.
 *
 * @returns the text of the policy; the same for the same names in whatever order
 */
export function registryLifecycle(releases: readonly { name: string }[]): string {
  const tags = [...new Set(releases.map(releaseTag))].sort();
  const own = tags.length <= OWN_RULES ? tags : [];
  const rules: Rule[] = [
    ...own.map((tag) => keep(`${tag} is in the catalogue`, tag, 1)),
    keep("Releases", `${RELEASE_TAG_PREFIX}*`, tags.length <= OWN_RULES ? RELEASES_KEPT : ALL),
    ...PASSING.map((pattern) => ({
      description: `${pattern} for ${DAYS.passing} days`,
      selection: {
        tagStatus: "tagged" as const,
        // One pattern a rule: of several, an image would need a tag for each.
        tagPatternList: [pattern],
        ...olderThan(DAYS.passing),
      },
    })),
    {
      description: `Without a tag for ${DAYS.untagged} days`,
      selection: { tagStatus: "untagged", ...olderThan(DAYS.untagged) },
    },
  ];
  return JSON.stringify({
    // In ascending order: the provider takes any other for a difference at every update.
    rules: rules.map((rule, index): LifecycleRule => ({
      rulePriority: index + 1,
      ...rule,
      action: { type: "expire" },
    })),
  });
}

function keep(description: string, pattern: string, count: number): Rule {
  return {
    description: `${description}: keep ${count}`,
    selection: {
      tagStatus: "tagged",
      tagPatternList: [pattern],
      countType: "imageCountMoreThan",
      countNumber: count,
    },
  };
}

function olderThan(days: number) {
  return { countType: "sinceImagePushed", countUnit: "days", countNumber: days } as const;
}
