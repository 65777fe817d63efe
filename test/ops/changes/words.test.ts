import assert from "node:assert/strict";
import { flipSummary, releaseSummary } from "../../../ops/changes/words";
import { changed } from "../../report/sampleParts";

const BLUE = { color: "blue", version: "2.1.25" } as const;
const GREEN = { color: "green", version: "2.1.26" } as const;
const SNAPSHOT = changed("job", "snapshot-1", "create");
const MIGRATION = changed("job", "migration-1", "create");
const onDocker = (name: string) => changed("container", name, "replace");
const DEPLOYMENT = changed("deployment", "green");

describe("an update in words", () => {
  it("says where traffic goes", () => {
    assert.equal(
      flipSummary("flip", BLUE, GREEN),
      "flips traffic from blue 2.1.25 to green 2.1.26",
    );
    assert.equal(
      flipSummary("rollback", GREEN, BLUE),
      "rolls traffic back from green 2.1.26 to blue 2.1.25",
    );
  });

  for (const [resources, text] of [
    [
      [SNAPSHOT, MIGRATION, DEPLOYMENT],
      "releases 2.1.26 to green: snapshot, migration, then 2 pods",
    ],
    [[DEPLOYMENT], "releases 2.1.26 to green: 2 pods"],
    [
      [onDocker("snapshot-1"), onDocker("migration-1"), onDocker("green-1"), onDocker("green-2")],
      "releases 2.1.26 to green: snapshot, migration, then 2 containers",
    ],
    [[onDocker("blue-1"), onDocker("green-routes")], "releases 2.1.26 to green"],
    [[SNAPSHOT], "releases 2.1.26 to green: snapshot"],
    [[], "releases 2.1.26 to green"],
  ] as const) {
    it(`says "${text}"`, () => {
      assert.equal(releaseSummary(GREEN, [...resources], 2), text);
    });
  }
});
