import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { DockerProgram } from "./support/dockerProgram";

const { first, next } = RELEASES;
const FLIPPED = ["replace Container traffic"];

describe("the guard of a flip on Docker", function () {
  // Each update starts and ends real processes.
  this.timeout(180_000);
  let program: DockerProgram;
  before(async () => {
    program = await DockerProgram.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    assert.equal(error, undefined);
  });
  after(() => program.close());

  async function serves(): Promise<unknown> {
    return (await program.cloud.observe()).weights;
  }

  it("refuses a colour whose Redis does not answer: traffic stays, and the message says what to do", async () => {
    await program.cloud.setSessionStore(false);
    const { did, error } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /The flip to green is refused; traffic stays on blue\./);
    assert.match(error ?? "", /and of blue as well: what both share is at fault/);
    assert.deepEqual(await serves(), { blue: 1, green: 0 });
  });

  it("goes on with a warning where the configuration says warn", async () => {
    const { did, warnings } = await program.up({ activeColor: "green" }, { flipGuard: "warn" });
    assert.deepEqual(did, FLIPPED);
    assert.match(warnings, /The flip to green is refused/);
    await program.cloud.setSessionStore(true);
    const back = await program.up({ activeColor: "blue" }, { flipGuard: "enforce" });
    assert.deepEqual(back.did, FLIPPED);
  });

  it("refuses a change of colour that keeps both named", async () => {
    const canary = await program.up({ canaryPercent: 10 });
    assert.deepEqual(canary.did, FLIPPED);
    const { did, error } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /pulumi up -c activeColor=green -c canaryPercent=0/);
    await program.up({ activeColor: "blue", canaryPercent: 0 });
  });

  it("does not go back to a release that a rollback fled from, until it is told to", async () => {
    await program.up({ activeColor: "green" });
    const fled = await program.up({ activeColor: "blue" }, { refused: next.name });
    assert.deepEqual(fled.did, FLIPPED);
    const merged = await program.up({ activeColor: "green" });
    assert.deepEqual(merged.did, []);
    assert.match(
      merged.error ?? "",
      /which the label "lobechat\.refused" of the container traffic/,
    );
    const again = await program.up({}, { again: "true" });
    assert.deepEqual(again.did, FLIPPED);
    await program.up({ activeColor: "blue" }, { refused: first.name, again: "false" });
  });

  it("measures a colour by the containers of the one that serves", async () => {
    const half = { release: next.name, capacity: { min: 1, max: 1 } };
    const config = { green: JSON.stringify(half), refused: first.name };
    assert.equal((await program.up({}, config)).error, undefined);
    const { did, warnings } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, FLIPPED);
    assert.match(warnings, /expected: at least 2 healthy containers: 80 % of the 2/);
  });
});
