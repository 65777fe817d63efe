import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";
import { baseConfig } from "../../drill/scenario/stackConfig";
import { problemsOf } from "../support/rawConfig";

const STACK_FILE = z.object({ config: z.record(z.string(), z.unknown()) });

/** The secrets that the file tells its reader to set. */
const secrets = Object.entries(baseConfig()).filter(([, { secret }]) => secret === true);

describe("an example stack", () => {
  for (const stack of ["prod", "dev"]) {
    it(`has no mistake once its secrets are set: Pulumi.${stack}.yaml`, () => {
      const file = join(__dirname, "..", "..", `Pulumi.${stack}.yaml`);
      const { config } = STACK_FILE.parse(load(readFileSync(file, "utf8")));
      const values: Record<string, string> = {};
      for (const [key, value] of Object.entries(config)) values[key] = textOf(value);
      for (const [key, { value }] of secrets) values[key] = merged(values[key], value);
      const secretKeys = secrets.map(([key]) => key);
      assert.deepEqual(problemsOf({ values, secretKeys, project: "lobechat", stack }), []);
    });
  }
});

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What the file says of a key wins over the made-up rest of it. */
function merged(inFile: string | undefined, secret: string): string {
  const parse = (text: string) => z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  return JSON.stringify({ ...parse(secret), ...parse(inFile ?? "{}") });
}
