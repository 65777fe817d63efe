import type { Part } from "../seen";

export interface Variable {
  name: string;
  value: string | undefined;
  /** Where CodeBuild takes the value from. */
  type: string;
}

/** What a CodeBuild project's environment has. */
export function variablesOf(build: Part): Variable[] {
  return build.parts("environment", "environmentVariables").map((variable) => ({
    name: variable.text("name") ?? "",
    value: variable.text("value"),
    type: variable.text("type") ?? "PLAINTEXT",
  }));
}
