import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, next, later } = RELEASES;
const FLIPPED = ["update ListenerRule traffic"];

describe("the guard of a flip", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    assert.equal(error, undefined);
  });
  after(() => program.close());

  async function serves(): Promise<string> {
    const { inputs } = await program.resource("ListenerRule", "traffic");
    return JSON.stringify(inputs["actions"]).includes("TargetGroup/green") ? "green" : "blue";
  }

  it("refuses a colour without healthy targets: traffic stays, and the message says what to do", async () => {
    program.balancer.healthy.green = 0;
    const { did, error } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /The flip to green is refused; traffic stays on blue\./);
    assert.match(error ?? "", /seen: +0 of 2 healthy/);
    assert.match(error ?? "", /fix: +see what its pods say/);
    assert.equal(await serves(), "blue");
  });

  it("only warns in a preview", async () => {
    const { error, warnings } = await program.preview({ activeColor: "green" });
    assert.equal(error, undefined);
    assert.match(warnings, /The flip to green is refused/);
  });

  it("goes on with a warning where the configuration says warn", async () => {
    const { did, warnings } = await program.up(
      { activeColor: "green" },
      { config: { flipGuard: "warn" } },
    );
    assert.deepEqual(did, FLIPPED);
    assert.match(warnings, /The flip to green is refused/);
  });

  it("never looks at the colour that leaves: the way back is free", async () => {
    program.balancer.sick.add("green");
    const { did } = await program.up({ activeColor: "blue" }, { without: ["flipGuard"] });
    assert.deepEqual(did, FLIPPED);
    program.balancer.sick.clear();
    program.balancer.healthy.green = 2;
  });

  it("refuses a colour whose Redis or database does not answer", async () => {
    program.balancer.sick.add("green");
    const { did, error } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /Redis and the database behind it\) of green/);
    program.balancer.sick.clear();
  });

  it("refuses a colour in ALARM", async () => {
    program.balancer.alarm.green = "ALARM";
    const { error } = await program.up({ activeColor: "green" });
    assert.match(error ?? "", /check: +alarm of green/);
    program.balancer.alarm.green = "OK";
  });

  it("refuses a change of colour that keeps both groups named, and prints the line that ends the canary", async () => {
    await program.up({ activeColor: "blue" }, { config: { canaryPercent: "10" } });
    const { did, error } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, []);
    assert.match(error ?? "", /pulumi up -c activeColor=green -c canaryPercent=0/);
    await program.up({ activeColor: "blue" }, { config: { canaryPercent: "0" } });
  });

  it("lets the load balancer's count decide alone where it cannot be reached from here", async () => {
    program.balancer.reachable = false;
    const { did, error, warnings } = await program.up({ activeColor: "green" });
    assert.equal(error, undefined);
    assert.deepEqual(did, FLIPPED);
    assert.match(warnings, /the load balancer's own count decides alone/);
    program.balancer.reachable = true;
  });

  it("counts every flip for the dashboard, and nothing that was refused", () => {
    assert.deepEqual(program.balancer.flips, ["blue", "green", "blue", "green"]);
  });

  it("does not go back to a release that a rollback fled from", async () => {
    const fled = await program.up({ activeColor: "blue" }, { config: { refused: next.name } });
    assert.deepEqual(fled.did, FLIPPED);
    // The next merge of a configuration that knows nothing of the night.
    const merged = await program.up({ activeColor: "green" }, { without: ["refused"] });
    assert.deepEqual(merged.did, []);
    assert.match(merged.error ?? "", /another one than a rollback fled from/);
    assert.equal(await serves(), "blue");
  });

  it("goes back there when the configuration says again", async () => {
    const { did } = await program.up({ activeColor: "green" }, { config: { again: "true" } });
    assert.deepEqual(did, FLIPPED);
    await program.up(
      { activeColor: "blue" },
      { config: { refused: next.name }, without: ["again"] },
    );
  });

  it("takes another release on the same colour for another one", async () => {
    await program.up({ green: later });
    const { did, error } = await program.up({ activeColor: "green" }, { without: ["refused"] });
    assert.equal(error, undefined);
    assert.deepEqual(did, FLIPPED);
  });

  it("asks nobody where it is off", async () => {
    program.balancer.healthy.blue = 0;
    program.balancer.asked.length = 0;
    const { did } = await program.up({ activeColor: "blue" }, { config: { flipGuard: "off" } });
    assert.deepEqual(did, FLIPPED);
    assert.deepEqual(program.balancer.asked, []);
  });
});
