import { resourceRule } from "../rule";

export const releaseTagsAreImmutable = resourceRule({
  name: "release-tags-are-immutable",
  description: "A tag that was pushed once is that image for ever.",
  severity: "high",
  mend: 'set the repository\'s `imageTagMutability` to "IMMUTABLE", as components/aws/imageRegistry.ts does: a color that is scaled must not pull another image by the same tag.',
  types: ["aws:ecr/repository:Repository"],
  checks: [
    (repository) => {
      const mutability = repository.text("imageTagMutability") ?? "MUTABLE";
      return mutability === "IMMUTABLE" ? undefined : `lets tags be pushed again (${mutability})`;
    },
  ],
});
