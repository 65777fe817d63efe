import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { urnName } from "../../drill/engine/urn";
import { TestStack } from "./support/stack";

const PACK = join(__dirname, "packs", "things");
const policies = { policyPacks: [PACK] };

/** Each violation as "<level> <policy>: <resource>: <the message's last line>". */
function violations(events: EngineEvent[]): string[] {
  return events
    .flatMap(({ policyEvent }) => policyEvent ?? [])
    .map(({ enforcementLevel, policyName, resourceUrn = "", message }) => {
      const [last] = message.trim().split("\n").reverse();
      return `${enforcementLevel} ${policyName}: ${urnName(resourceUrn)}: ${last ?? ""}`;
    })
    .sort();
}

describe("a policy pack", () => {
  let stack: TestStack;
  let folder: string;
  before(async function () {
    this.timeout(30_000);
    folder = mkdtempSync(join(tmpdir(), "policies-"));
    stack = await TestStack.open();
  });
  after(async () => {
    await stack.close();
    rmSync(folder, { recursive: true });
  });

  /** The pack, with this configuration. */
  function configured(config: object) {
    const file = join(folder, "config.json");
    writeFileSync(file, JSON.stringify(config));
    return { ...policies, policyPackConfigs: [file] };
  }

  it("shows in a preview all that it finds, makes it fail, and hides nothing", async () => {
    const things = [
      { name: "big", inputs: { value: 20 } },
      { name: "small", inputs: { value: 2 } },
      { name: "bigger", inputs: { value: 30 } },
    ];
    const { error, events, changes } = await stack.preview(things, policies);
    assert.deepEqual(violations(events), [
      "mandatory small: big: It is 20.",
      "mandatory small: bigger: It is 30.",
    ]);
    assert.equal(changes.create, 4);
    assert.match(error?.message ?? "", /preview failed/);
    assert.match(error?.message ?? "", /❌ things-pack@v1\.2\.3 \(local: .*packs\/things\)/);
    assert.match(
      error?.message ?? "",
      /- \[mandatory\] \[severity: high\] {2}small {2}\(test:index:Thing: big\)\n\s+No thing is big\.\n\s+It is 20\./,
    );
  });

  it("keeps a resource from being made, and fails the update before the step", async () => {
    stack.changingCalls();
    const { error, events } = await stack.up([{ name: "big", inputs: { value: 20 } }], policies);
    assert.match(error?.message ?? "", /small {2}\(test:index:Thing: big\)/);
    assert.deepEqual(violations(events), ["mandatory small: big: It is 20."]);
    assert.deepEqual(stack.changingCalls(), []);
    assert.ok(!events.some(({ resourcePreEvent: pre }) => pre?.metadata.urn.endsWith("::big")));
    const [entry] = await stack.engine.deployment.history(1);
    assert.equal(entry?.result, "failed");
  });

  it("keeps one from being changed, and looks at one that stays as it is", async () => {
    await stack.up([{ name: "one", inputs: { value: 1 } }]);
    stack.changingCalls();
    const changed = await stack.up([{ name: "one", inputs: { value: 20 } }], policies);
    assert.deepEqual(violations(changed.events), ["mandatory small: one: It is 20."]);
    assert.deepEqual(stack.changingCalls(), []);
    const strict = configured({ small: { limit: 0 } });
    const same = await stack.up([{ name: "one", inputs: { value: 1 } }], strict);
    assert.deepEqual(violations(same.events), ["mandatory small: one: It is 1."]);
  });

  it("is enforced as its configuration says", async () => {
    const things = [{ name: "one", inputs: { value: 20 } }];
    const advisory = await stack.up(things, configured({ all: "advisory" }));
    assert.equal(advisory.error, undefined);
    assert.deepEqual(violations(advisory.events), [
      "advisory guarded: one: It is made in here.",
      "advisory small: one: It is 20.",
    ]);
    const disabled = await stack.up(things, configured({ small: "disabled" }));
    assert.deepEqual([disabled.error, violations(disabled.events)], [undefined, []]);
    const both = configured({ all: "disabled", small: { enforcementLevel: "advisory", limit: 5 } });
    assert.deepEqual(violations((await stack.up(things, both)).events), [
      "advisory small: one: It is 20.",
    ]);
  });

  it("mends what it can, and what is made is what was mended", async () => {
    stack.seen.length = 0;
    const { error, events } = await stack.up(
      [{ name: "two", inputs: { value: "LOUD" } }],
      policies,
    );
    assert.equal(error, undefined);
    assert.deepEqual(violations(events), []);
    const made = stack.seen.find(({ call, name }) => call === "create" && name === "two");
    assert.equal(made?.inputs["value"], "quiet");
    assert.equal((await stack.state("two"))?.inputs?.["value"], "quiet");
    const said = JSON.stringify(events.find((event) => "policyRemediationEvent" in event));
    assert.match(
      said,
      /"policyName":"quiet".*"before":\{"value":"LOUD"\},"after":\{"value":"quiet"\}/,
    );
    const again = await stack.up([{ name: "two", inputs: { value: "LOUD" } }], policies);
    assert.equal(again.changes.update, 0);
  });

  it("enforces what it cannot mend", async () => {
    const { error, events } = await stack.up(
      [{ name: "two", inputs: { value: "HOARSE" } }],
      policies,
    );
    assert.deepEqual(violations(events), ["mandatory quiet: two: It cannot be helped."]);
    assert.notEqual(error, undefined);
  });

  it("compares the resources of the stack at the end, whatever has been made by then", async () => {
    const first = { value: "first" };
    const things = [
      { name: "three", box: "crate", inputs: first },
      { name: "four", box: "crate", inputs: first, dependsOn: ["three"] },
    ];
    const { error, events } = await stack.up(things, policies);
    assert.match(error?.message ?? "", /update failed/);
    assert.deepEqual(violations(events), ["mandatory alone: three: So is three in crate."]);
    assert.ok(await stack.state("four"));
    const narrow = { ...policies, target: [stack.urn("three", "crate")] };
    const targeted = await stack.up(things, narrow);
    assert.deepEqual(violations(targeted.events), [
      "mandatory alone: three: So is three in crate.",
    ]);
  });

  it("sees of what is no target what was there before", async () => {
    const things = [
      { name: "one", inputs: { value: 1 } },
      { name: "two", inputs: { value: 30 } },
      { name: "new", inputs: { value: 30 } },
    ];
    await stack.up([{ name: "two", inputs: { value: 20 } }]);
    const only = configured({ all: "disabled", small: "advisory", guarded: "advisory" });
    const target = [stack.urn("one")];
    const { error, events } = await stack.up(things, { ...only, target });
    assert.equal(error, undefined);
    assert.deepEqual(violations(events), [
      "advisory guarded: new: It is made in here.",
      "advisory guarded: one: It is made in here.",
      "advisory guarded: two: It is made in here.",
      "advisory small: two: It is 20.",
    ]);
  });

  it("notes what a preview does not know yet, and takes it for no violation", async () => {
    const things = [{ name: "source" }, { name: "taker", from: "source" }];
    const only = configured({ all: "disabled", small: "mandatory" });
    const { error, events } = await stack.preview(things, only);
    assert.equal(error, undefined);
    const [noted = "", ...others] = violations(events);
    assert.match(noted, /^advisory small: taker: can't run policy 'small' .* during preview/);
    assert.deepEqual(others, []);
  });

  it("gives no secret away", async () => {
    const config = { value: "psst, a secret of the config", secret: true };
    await stack.engine.deployment.setAllConfig({ hidden: config });
    const { error, events } = await stack.up([{ name: "hush", secretOf: "hidden" }], policies);
    assert.equal(error, undefined);
    assert.deepEqual(violations(events), ["advisory discreet: hush: It says [secret]."]);
  });
});
