import assert from "node:assert/strict";
import { RELEASES } from "../../drill/scenario/catalogue";
import { DockerProgram } from "./support/dockerProgram";

const { first, next } = RELEASES;

describe("a flip on Docker", () => {
  let program: DockerProgram;
  before(async () => {
    program = await DockerProgram.open();
    const { error } = await program.up({ activeColor: "blue", blue: first, green: next });
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("replaces the container that writes the traffic file, and nothing else", async () => {
    const { did, changes, error } = await program.up({ activeColor: "green" });
    assert.equal(error, undefined);
    assert.deepEqual(did, ["replace Container traffic"]);
    assert.deepEqual(
      { ...changes, same: 0 },
      { create: 0, update: 0, replace: 1, delete: 0, same: 0 },
    );
    assert.deepEqual((await program.cloud.observe()).weights, { blue: 0, green: 1 });
  });

  it("is told by the stack's outputs as it was deployed", async () => {
    const outputs = await program.outputs();
    assert.equal(outputs["activeColor"]?.value, "green");
    assert.deepEqual(outputs["weights"]?.value, { blue: 0, green: 100 });
  });

  it("goes back with one resource too", async () => {
    const { did, error } = await program.up({ activeColor: "blue" });
    assert.equal(error, undefined);
    assert.deepEqual(did, ["replace Container traffic"]);
  });

  it("leaves nothing for a second up", async () => {
    assert.deepEqual((await program.up()).did, []);
  });

  it("waits for the active colour's servers alone", async () => {
    const { dependencies } = await program.container("traffic");
    const names = dependencies.map((urn) => urn.split("::").at(-1) ?? "");
    assert.ok(names.includes("blue-routes"), names.join(", "));
    assert.deepEqual(
      names.filter((name) => name.startsWith("green")),
      [],
    );
  });
});
