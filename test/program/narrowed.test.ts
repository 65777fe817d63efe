import assert from "node:assert/strict";
import { Program } from "./support/program";
import { DUMP_IMAGES, withExistingDatabase } from "./support/stacks";

describe("a rollback narrowed to the traffic rule", () => {
  let program: Program;
  before(async () => {
    program = await Program.open({ config: withExistingDatabase() });
    const { error } = await program.up();
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("works also while the configuration asks for parts that no update has made yet", async () => {
    const { did, error } = await program.up(
      {},
      {
        target: [await program.trafficRule()],
        config: {
          activeColor: "green",
          database: "{}",
          secrets: "{}",
          snapshots: JSON.stringify({ awsImage: DUMP_IMAGES.awsImage }),
        },
      },
    );
    assert.equal(error, undefined);
    assert.deepEqual(did, ["update ListenerRule traffic"]);
  });

  it("tells in its outputs what was deployed, and not what was asked for", async () => {
    const outputs = await program.outputs();
    assert.deepEqual(outputs["weights"]?.value, { blue: 0, green: 100 });
    assert.equal(outputs["activeColor"]?.value, "green");
    const { version, digest } = releaseOf(outputs["releases"]?.value, "green");
    assert.equal(version, "2.1.26");
    assert.match(digest ?? "", /^sha256:2{64}$/);
  });
});

function releaseOf(releases: unknown, color: "blue" | "green") {
  return (releases as Record<string, { version?: string; digest?: string }>)[color] ?? {};
}
