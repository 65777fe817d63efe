import assert from "node:assert/strict";
import { failureText } from "../../../components/docker/oneShotOutcome";

describe("a one-shot that failed", () => {
  it("is told by its last lines and its exit code", () => {
    const logs = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`).join("\n");
    const [title, first, ...rest] = failureText("migration-1a2b", 23, `${logs}\n`, []).split("\n");
    assert.equal(title, "migration-1a2b exited with 23. The next update runs it again.");
    assert.equal(first, "  line 11");
    assert.equal(rest.at(-1), "  line 30");
  });

  it("shows no secret, whatever it printed", () => {
    const logs = "psql: postgresql://lobechat:hunter2@database refused hunter2";
    const text = failureText("snapshot-1a2b", 1, logs, ["hunter2", ""]);
    assert.match(text, /postgresql:\/\/lobechat:\(secret\)@database refused \(secret\)/);
    assert.ok(!text.includes("hunter2"));
  });
});
