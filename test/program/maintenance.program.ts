import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, later } = RELEASES;
const RULE = ["update ListenerRule traffic"];

describe("the maintenance page", () => {
  let program: Program;
  before(async () => {
    program = await Program.open();
    await program.up({ activeColor: "blue", blue: first, green: first });
  });
  after(() => program.close());

  it("is a fixed 503 on the traffic rule, there before anything is copied or migrated", async () => {
    const { error } = await program.up({ green: later }, { config: { maintenance: "true" } });
    assert.equal(error, undefined);
    const { inputs } = await program.resource("ListenerRule", "traffic");
    assert.match(JSON.stringify(inputs["actions"]), /"statusCode":"503".*"fixed-response"/);
    const page = program.calls.indexOf("update ListenerRule traffic");
    const copy = program.calls.findIndex((call) => call.startsWith("create Job snapshot-"));
    assert.ok(page !== -1 && page < copy, program.calls.join("\n"));
  });

  it("is as short as a load balancer can answer", async () => {
    const { inputs } = await program.resource("ListenerRule", "traffic");
    const [action] = inputs["actions"] as { fixedResponse: { messageBody: string } }[];
    assert.ok(Buffer.byteLength(action?.fixedResponse.messageBody ?? "") <= 1024);
  });

  it("goes with one resource, to the colour that is to serve then, once that has proved itself", async () => {
    program.balancer.healthy.green = 0;
    const refused = await program.up(
      { activeColor: "green" },
      { config: { maintenance: "false" } },
    );
    assert.match(refused.error ?? "", /traffic stays behind the maintenance page/);
    program.balancer.healthy.green = 2;
    const { did } = await program.up({ activeColor: "green" });
    assert.deepEqual(did, RULE);
  });
});
