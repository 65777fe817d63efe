import assert from "node:assert/strict";
import { join } from "node:path";
import { baseConfig } from "../../drill/scenario/stackConfig";
import { stackFile } from "../../drill/scenario/stackFile";
import { problemsOf } from "../support/rawConfig";

/** The secrets that the file tells its reader to set. */
const secrets = Object.entries(baseConfig()).filter(([, { secret }]) => secret === true);

describe("an example stack", () => {
  for (const example of ["Pulumi.prod.yaml", "Pulumi.dev.yaml", "examples/Pulumi.small.yaml"]) {
    it(`has no mistake once its secrets are set: ${example}`, () => {
      const file = stackFile(join(__dirname, "..", "..", example));
      const set = [...Object.entries(file), ...secrets];
      const values = Object.fromEntries(set.map(([key, { value }]) => [key, value]));
      const secretKeys = secrets.map(([key]) => key);
      assert.deepEqual(
        problemsOf({ values, secretKeys, project: "lobechat", stack: "example" }),
        [],
      );
    });
  }
});
