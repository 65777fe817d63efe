import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe as describeUpdate } from "../../drill/engine/describe";
import { TestStack } from "./support/stack";

describe("the history of a stack", () => {
  it("says of an update by which flags of the CLI it was narrowed or began with a refresh", async () => {
    const stack = await TestStack.open();
    try {
      const things = [{ name: "one", inputs: { value: 1 } }];
      await stack.up(things, { message: "the first" });
      await stack.up(things, { target: [stack.urn("one")] });
      await stack.up(things, { refresh: true });
      const updates = await stack.engine.deployment.history();
      const told = updates.reverse().map(({ environment }) =>
        Object.keys(environment)
          .filter((key) => /^pulumi\.flag\.(message|target|refresh)$/.test(key))
          .map((key) => `${key} ${environment[key] ?? ""}`),
      );
      assert.deepEqual(told, [
        ["pulumi.flag.message set"],
        ["pulumi.flag.target set"],
        ["pulumi.flag.refresh set"],
      ]);
      assert.equal(updates[0]?.environment["exec.kind"], "auto.local");
      assert.equal(updates[0].message, "the first");
    } finally {
      await stack.close();
    }
  });

  it("names the commit that a program was at, and takes its title for a message where none is given", async () => {
    const checkout = join(__dirname, "..", "..");
    const git = (format: string): string =>
      execFileSync("git", ["-C", checkout, "log", "-1", `--format=${format}`])
        .toString()
        .trim();
    const { message, environment } = await describeUpdate({}, checkout);
    assert.equal(environment["git.head"], git("%H"));
    assert.equal(message, git("%s"));
    assert.equal((await describeUpdate({ message: "why" }, checkout)).message, "why");
  });

  it("knows of no commit where there is no repository", async () => {
    assert.deepEqual(await describeUpdate({}, "/"), {
      message: "",
      environment: { "exec.kind": "auto.local" },
    });
  });
});
