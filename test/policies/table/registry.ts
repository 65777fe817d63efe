import type { Draft } from "../support/draft";
import type { Row, UnknownRow } from "../support/rows";

const REPOSITORY = ["aws:ecr/repository:Repository", "registry"] as const;
const LIFECYCLE = ["aws:ecr/lifecyclePolicy:LifecyclePolicy", "registry"] as const;

interface Selection {
  tagStatus: "tagged" | "untagged" | "any";
  tagPatternList?: string[];
  tagPrefixList?: string[];
  countType: "imageCountMoreThan" | "sinceImagePushed";
  countUnit?: "days";
  countNumber: number;
}

interface LifecycleRule {
  rulePriority: number;
  selection: Selection;
  action: { type: "expire" };
}

const UNTAGGED: Selection = {
  tagStatus: "untagged",
  countType: "sinceImagePushed",
  countUnit: "days",
  countNumber: 14,
};
const RELEASES: Selection = {
  tagStatus: "tagged",
  tagPatternList: ["release-*"],
  countType: "imageCountMoreThan",
  countNumber: 100,
};

/** Has ECR expire images by these rules, the first one first. */
function expire(...selections: readonly Selection[]) {
  const rules = selections.map((selection, index): LifecycleRule => ({
    rulePriority: index + 1,
    selection,
    action: { type: "expire" },
  }));
  return (draft: Draft): void => {
    draft.set(...LIFECYCLE, ["policy"], JSON.stringify({ rules }));
  };
}

const aged = { countType: "sinceImagePushed", countUnit: "days", countNumber: 30 } as const;

export const ROWS: readonly Row[] = [
  {
    policy: "release-tags-are-immutable",
    change: "a tag may be pushed again",
    apply: (draft) => {
      draft.set(...REPOSITORY, ["imageTagMutability"], "MUTABLE");
    },
  },
  {
    policy: "release-tags-are-immutable",
    change: "nothing is said of tags, which AWS takes for mutable",
    apply: (draft) => {
      draft.unset(...REPOSITORY, ["imageTagMutability"]);
    },
  },
  {
    policy: "images-are-scanned",
    change: "nobody scans what is pushed",
    apply: (draft) => {
      draft.set(...REPOSITORY, ["imageScanningConfiguration", "scanOnPush"], false);
    },
  },
  {
    policy: "releases-are-counted",
    change: "releases go by age",
    apply: expire(
      RELEASES,
      { tagStatus: "tagged", tagPatternList: ["release-*"], ...aged },
      UNTAGGED,
    ),
  },
  {
    policy: "releases-are-counted",
    change: "whatever has a tag goes by age, below the releases",
    apply: expire(RELEASES, { tagStatus: "tagged", tagPatternList: ["*"], ...aged }, UNTAGGED),
  },
  {
    policy: "releases-are-counted",
    change: "what begins as releases do goes by age",
    apply: expire(RELEASES, { tagStatus: "tagged", tagPrefixList: ["rel"], ...aged }, UNTAGGED),
  },
  {
    policy: "releases-are-counted",
    change: "no rule takes a release",
    apply: expire(UNTAGGED),
  },
  {
    policy: "releases-are-counted",
    change: "releases are counted where they are builds as well",
    apply: expire({ ...RELEASES, tagPatternList: ["release-*", "build-*"] }, UNTAGGED),
  },
  {
    policy: "no-rule-takes-any-image",
    change: "any image goes after a week",
    apply: expire(RELEASES, UNTAGGED, { tagStatus: "any", ...aged }),
  },
  {
    policy: "untagged-images-expire",
    change: "what lost its tag stays for ever",
    apply: expire(RELEASES),
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "release-tags-are-immutable", of: REPOSITORY, path: ["imageTagMutability"] },
  { policy: "images-are-scanned", of: REPOSITORY, path: ["imageScanningConfiguration"] },
  { policy: "releases-are-counted", of: LIFECYCLE, path: ["policy"] },
  { policy: "no-rule-takes-any-image", of: LIFECYCLE, path: ["policy"] },
  { policy: "untagged-images-expire", of: LIFECYCLE, path: ["policy"] },
];
