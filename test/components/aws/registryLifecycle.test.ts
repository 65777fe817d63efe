import assert from "node:assert/strict";
import { z } from "zod";
import { registryLifecycle } from "../../../components/aws/registryLifecycle";
import { expired, refusal, type Image, type Rule } from "./ecr";

const POLICY = z.object({
  rules: z.array(
    z.object({
      rulePriority: z.number(),
      selection: z.object({
        tagStatus: z.enum(["tagged", "untagged", "any"]),
        tagPatternList: z.array(z.string()).optional(),
        countType: z.enum(["imageCountMoreThan", "sinceImagePushed"]),
        countNumber: z.number(),
      }),
    }),
  ),
});

function rulesFor(releases: { name: string }[]): Rule[] {
  const { rules } = POLICY.parse(JSON.parse(registryLifecycle(releases)));
  return rules.map(({ rulePriority, selection: { tagPatternList, ...selection } }) => ({
    rulePriority,
    selection: { ...selection, ...(tagPatternList && { tagPatternList }) },
  }));
}

function catalogue(size: number): { name: string }[] {
  return Array.from({ length: size }, (_, index) => ({ name: `2.1.${index}-${sha(index)}` }));
}

function sha(number: number): string {
  return (number * 7919 + 1_000_000).toString(16);
}

/** The catalogue's images, the oldest of all, among hundreds of others of any age. */
function repository(releases: { name: string }[]): { kept: Image[]; all: Image[] } {
  const kept = releases.map(({ name }, index) => ({
    // Some were tagged as a build first, and became a release later.
    tags: index % 2 === 0 ? [`release-${name}`] : [`build-${index}`, `release-${name}`],
    age: 2000 + index,
  }));
  const others = Array.from({ length: 300 }, (_, index): Image[] => [
    { tags: [`release-1.9.${index}-${sha(index)}`], age: index * 3 },
    { tags: [`pr-${index}`], age: index },
    { tags: [`build-9${index}`], age: index * 2 },
    { tags: [`signature-${index}`], age: index },
    { tags: [], age: index },
  ]);
  return { kept, all: [...others.flat(), ...kept] };
}

function lost(rules: readonly Rule[], releases: { name: string }[]): Image[] {
  const { kept, all } = repository(releases);
  const gone = expired(rules, all);
  return kept.filter((image) => gone.has(image));
}

/** The policy with one selection changed; undefined takes the rule out. */
function broken(
  rules: readonly Rule[],
  change: (selection: Rule["selection"]) => Rule["selection"] | undefined,
): Rule[] {
  return rules.flatMap((rule) => {
    const selection = change(rule.selection);
    return selection === undefined ? [] : [{ ...rule, selection }];
  });
}

function isOfReleases({ tagPatternList = [] }: Rule["selection"]): boolean {
  return tagPatternList.some((pattern) => pattern.startsWith("release-"));
}

function isExact({ tagPatternList = [] }: Rule["selection"]): boolean {
  return tagPatternList.every((pattern) => !pattern.includes("*")) && tagPatternList.length > 0;
}

describe("the registry's lifecycle policy", () => {
  for (const size of [0, 1, 12, 46, 47, 100, 400])
    it(`expires no release of a catalogue of ${size}, however old, and is one that ECR takes`, () => {
      const releases = catalogue(size);
      const rules = rulesFor(releases);
      assert.deepEqual(lost(rules, releases), []);
      assert.equal(refusal(registryLifecycle(releases), rules), undefined);
    });

  it("fits ECR's limit with names of the longest kind", () => {
    const releases = catalogue(46).map(({ name }) => ({ name: name.padEnd(120, "x") }));
    assert.equal(refusal(registryLifecycle(releases), rulesFor(releases)), undefined);
  });

  it("keeps one image of two releases that differ in their environment alone", () => {
    const rules = rulesFor([{ name: "a" }, { name: "b" }]);
    const shared = { tags: ["release-a", "release-b"], age: 5000 };
    assert.deepEqual([...expired(rules, [shared])], []);
  });

  it("lets go of releases that left the catalogue, but of the youngest hundred none", () => {
    const { all } = repository([]);
    const gone = expired(rulesFor([]), all);
    const left = all.filter(({ tags }) => tags[0]?.startsWith("release-"));
    assert.deepEqual(
      left.filter((image) => !gone.has(image)).map(({ age }) => age),
      Array.from({ length: 100 }, (_, index) => index * 3),
    );
  });

  it("lets go of builds and pull requests after 30 days, of what has no tag after 14, of other tags never", () => {
    const images = [
      { tags: ["build-1"], age: 30 },
      { tags: ["build-2"], age: 31 },
      { tags: ["pr-1"], age: 30 },
      { tags: ["pr-2"], age: 31 },
      { tags: [], age: 14 },
      { tags: [], age: 15 },
      { tags: ["signature-1"], age: 5000 },
    ];
    assert.deepEqual(
      [...expired(rulesFor(catalogue(3)), images)],
      [images[1], images[3], images[5]],
    );
  });

  it("is the same text for the same catalogue in another order", () => {
    const releases = catalogue(12);
    assert.equal(registryLifecycle(releases), registryLifecycle(releases.toReversed()));
  });

  describe("when it is broken, loses a release", () => {
    const releases = catalogue(12);
    const rules = rulesFor(releases);

    it("without the rules by exact tag: more than a hundred were pushed since", () => {
      const counted = broken(rules, (selection) => (isExact(selection) ? undefined : selection));
      assert.equal(lost(counted, releases).length, 12);
    });

    it("without them and with a count of the catalogue and a hundred more", () => {
      const counted = broken(rules, (selection) => {
        if (isExact(selection)) return undefined;
        return isOfReleases(selection) ? { ...selection, countNumber: 112 } : selection;
      });
      assert.equal(lost(counted, releases).length, 12);
    });

    it("by age instead of by count", () => {
      const aged = broken(rules, (selection) =>
        isOfReleases(selection)
          ? { ...selection, countType: "sinceImagePushed", countNumber: 365 }
          : selection,
      );
      assert.equal(lost(aged, releases).length, 12);
    });

    it("with a rule for any image by age before the others", () => {
      const any = { tagStatus: "any", countType: "sinceImagePushed", countNumber: 30 } as const;
      assert.equal(lost([{ rulePriority: 0, selection: any }, ...rules], releases).length, 12);
    });

    it("with a rule for any image by age after the others, once the patterns match no more", () => {
      const any = { tagStatus: "any", countType: "sinceImagePushed", countNumber: 30 } as const;
      const last = [...rules, { rulePriority: 99, selection: any }];
      const renamed = broken(last, (selection) =>
        isOfReleases(selection) ? { ...selection, tagPatternList: ["v*"] } : selection,
      );
      assert.deepEqual(lost(last, releases), []);
      assert.equal(lost(renamed, releases).length, 12);
    });

    it("with one rule for all exact tags, since no image has them all", () => {
      const tagPatternList = releases.map(({ name }) => `release-${name}`);
      const joined = broken(rules, (selection) =>
        isExact(selection) ? { ...selection, tagPatternList } : selection,
      );
      assert.equal(lost(joined, releases).length, 12);
    });

    it("with builds by age before the releases, where a build became a release", () => {
      const reversed = rules.map((rule) => ({ ...rule, rulePriority: -rule.rulePriority }));
      assert.equal(lost(reversed, releases).length, 12);
    });

    it("with a catalogue that is longer than ECR has rules, and the count of a shorter one", () => {
      const long = catalogue(60);
      const counted = broken(rulesFor(long), (selection) =>
        isOfReleases(selection) ? { ...selection, countNumber: 100 } : selection,
      );
      assert.equal(lost(counted, long).length, 60);
    });
  });
});
