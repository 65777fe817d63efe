import { resourceRule } from "../rule";
import type { Part } from "../seen";
import { isSecret, namesSecret } from "./secretText";
import { inEachContainer, WORKLOADS } from "./workloads";

/** A literal stands in the clear in the cluster's API, in every diff and in each error message. */
export const secretsAreReferences = resourceRule({
  name: "secrets-are-references",
  description:
    "No container is told a secret in its environment or command: it refers to a Secret.",
  severity: "critical",
  mend: "take the value out of the release's env and set it as a secret (`pulumi config set --secret --path apiKeys.<NAME> …`), which pods get by envFrom; a new variable refers to one by secretKeyRef.",
  types: WORKLOADS,
  checks: [inEachContainer(literalByName), inEachContainer(literalByText), inEachContainer(spoken)],
});

function literalByName(container: Part): string | undefined {
  return told(
    container
      .parts("env")
      .filter((variable) => namesSecret(nameOf(variable)) && variable.has("value")),
  );
}

function literalByText(container: Part): string | undefined {
  return told(
    container
      .parts("env")
      .filter(
        (variable) => !namesSecret(nameOf(variable)) && isSecret(variable.text("value") ?? ""),
      ),
  );
}

function spoken(container: Part): string | undefined {
  const words = [...container.texts("command"), ...container.texts("args")];
  return words.some(isSecret) ? "has a secret in its command" : undefined;
}

/** Never the value. */
function told(variables: readonly Part[]): string | undefined {
  return variables.length === 0
    ? undefined
    : `is told ${variables.map(nameOf).join(", ")} in plain text`;
}

function nameOf(variable: Part): string {
  return variable.text("name") ?? "";
}
