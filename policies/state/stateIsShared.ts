import { resourceRule } from "../rule";
import { variablesOf } from "./buildVariables";

/** Where everybody who may roll back reaches a state. */
const SHARED = /^(s3|https):\/\//;

export const stateIsShared = resourceRule({
  name: "state-is-shared",
  description:
    "The state is where the automatic rollback, and everybody who may roll back, reaches it.",
  severity: "high",
  mend: "set lobechat:autoRollback.backend to where `pulumi whoami --json` says the state is: s3://… or https://….",
  types: ["aws:codebuild/project:Project"],
  checks: [
    (build) => {
      const backend = variablesOf(build).find(({ name }) => name === "PULUMI_BACKEND_URL")?.value;
      if (backend === undefined) return "is not told where the state is";
      return SHARED.test(backend) ? undefined : `looks for the state at ${backend}`;
    },
  ],
});
