import { resourceRule } from "../rule";
import { variablesOf } from "./buildVariables";

const SECRETS = ["PULUMI_ACCESS_TOKEN", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

export const rollbackBuildHoldsNoSecret = resourceRule({
  name: "rollback-build-holds-no-secret",
  description:
    "The build that rolls back reaches the state by its role, or by a token in Secrets Manager.",
  severity: "critical",
  mend: "name the secret that has the token in lobechat:autoRollback.accessToken.",
  types: ["aws:codebuild/project:Project"],
  checks: [
    (build) => {
      const plain = variablesOf(build).find(
        ({ name, type }) => type === "PLAINTEXT" && SECRETS.includes(name),
      );
      return plain && `has ${plain.name} in plain text`;
    },
  ],
});
