import assert from "node:assert/strict";
import { Program } from "./support/program";
import type { StateResource } from "./support/told";
import { production } from "./support/stacks";

/** What holds data, traffic or a way back to data. */
const PROTECTED = [
  "Bucket",
  "Cluster",
  "Instance",
  "Key",
  "LoadBalancer",
  "PrivateKey",
  "RandomBytes",
  "RandomPassword",
  "ReplicationGroup",
  "Repository",
  "Secret",
];

describe("taking a stack down", () => {
  let program: Program;
  before(async () => {
    program = await Program.open({ config: production() });
    const { error } = await program.up();
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("is refused while the stack is protected, and takes nothing that is", async () => {
    const guarded = (await program.resources())
      .filter(({ protect }) => protect === true)
      .map(({ type, urn }) => `delete ${lastOf(type, ":")} ${lastOf(urn, "::")}`);
    const { did, error: refusal = "" } = await program.destroy();
    for (const name of ["database", "sessions", "files", "registry", "edge", "secrets"])
      assert.match(refusal, new RegExp(`::${name}\\b`), name);
    assert.deepEqual(
      did.filter((step) => guarded.includes(step)),
      [],
    );
    // The real CLI, when it is told to skip its preview, takes what is not protected before it refuses the rest.
    assert.equal((await program.up()).error, undefined);
  });

  it("is in the way of everything that holds data", async () => {
    const guarded = (await program.resources()).filter(({ protect }) => protect === true);
    const kinds = new Set(guarded.map(({ type }) => type.split(":").at(-1)));
    for (const kind of PROTECTED) assert.ok(kinds.has(kind), kind);
  });

  it("begins with an update that takes AWS' own protection off, and deletes nothing", async () => {
    const { did, error } = await program.up({}, { config: { protect: "false" } });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => !step.startsWith("update ")),
      [],
    );
    for (const [kind, name, flag] of [
      ["Instance", "database", "deletionProtection"],
      ["Cluster", "cluster", "deletionProtection"],
      ["LoadBalancer", "edge", "enableDeletionProtection"],
    ] as const)
      assert.equal((await program.resource(kind, name)).inputs[flag], false, name);
  });

  it("then leaves nothing behind, and takes nothing before what stands on it", async () => {
    const resources = await program.resources();
    const made = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
    const { did: deleted, changed, error } = await program.destroy();
    assert.equal(error, undefined);
    assert.deepEqual(await program.resources(), []);

    assert.equal(deleted.length, made.length);
    const order = changed.map(({ urn }) => urn);
    assert.deepEqual(takenTooEarly(made, order), []);
    const at = (step: string) => {
      assert.ok(deleted.includes(step), step);
      return deleted.indexOf(step);
    };
    assert.ok(at("delete ListenerRule traffic") < at("delete Deployment blue"));
    assert.ok(at("delete Namespace lobechat") < at("delete NodePool nodes"));
    assert.ok(at("delete NodePool nodes") < at("delete Cluster cluster"));
    assert.ok(at("delete Cluster cluster") < at("delete Subnet network-private-a"));
    assert.ok(at("delete Instance database") < at("delete SubnetGroup database"));
  });
});

function lastOf(text: string, separator: string): string {
  return text.split(separator).at(-1) ?? text;
}

/** What was taken before something that stands on it. */
function takenTooEarly(made: readonly StateResource[], order: readonly string[]): string[] {
  const found = made.flatMap(({ urn, dependencies }) => {
    const own = dependencies.filter((base) => made.some((other) => other.urn === base));
    return own.map((base) => ({ urn, base }));
  });
  assert.ok(
    found.some(
      ({ urn, base }) => urn.endsWith("Deployment::blue") && base.includes("Job::migration-"),
    ),
  );
  return found
    .filter(({ urn, base }) => order.indexOf(base) < order.indexOf(urn))
    .map(({ urn, base }) => `${lastOf(base, "::")} before ${lastOf(urn, "::")}`);
}
