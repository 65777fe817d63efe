import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { welcome } from "../../drill/playground/words";
import { paintFor } from "../../drill/report/terminal/paint";
import { lobechatCommand } from "../../ops/lobechatCommand";
import { processTools } from "../../ops/processTools";

const PAINT = paintFor({ write: () => true }, {});
const HERE = { url: "http://localhost:1", bin: "/tmp/a b/bin", folder: null, env: {} };

describe("what the playground says when it is ready", () => {
  it("names commands and options that there are", () => {
    const { commands } = lobechatCommand(processTools());
    const told = welcome(HERE, PAINT).flatMap((line) => {
      const [, name = "", rest = ""] = /^ {2}lobechat (\w+)(.*)/.exec(line) ?? [];
      return name === "" ? [] : [{ name, options: rest.match(/--[a-z-]+/g) ?? [] }];
    });
    assert.deepEqual(
      told.map(({ name }) => name),
      ["status", "flip", "rollback", "release", "history"],
    );
    for (const { name, options } of told) {
      const command = commands.find((known) => known.name() === name);
      const known = command?.options.map(({ long }) => long) ?? [];
      assert.ok(command, `there is no command ${name}`);
      for (const option of options) assert.ok(known.includes(option), `${name} has no ${option}`);
    }
  });

  it("can be pasted into a shell, whatever is in a path or a value", () => {
    const env = { PULUMI_HOME: "/tmp/it's here" };
    const lines = welcome({ ...HERE, folder: "/tmp/a b/project", env }, PAINT);
    const text = lines.map(stripVTControlCharacters).join("\n");
    assert.match(text, /^ {2}export PATH='\/tmp\/a b\/bin':"\$PATH"$/m);
    assert.match(text, /^ {2}export PULUMI_HOME='\/tmp\/it'\\''s here'$/m);
    assert.match(text, /^ {2}cd '\/tmp\/a b\/project'$/m);
  });

  it("is silent about the pulumi CLI where the embedded engine runs the program", () => {
    assert.ok(!welcome(HERE, PAINT).join("\n").includes("pulumi"));
  });
});
