import assert from "node:assert/strict";
import { snapshotHash } from "../../components/app/restored";
import { RELEASES } from "../../drill/scenario/catalogue";
import { DockerProgram } from "./support/dockerProgram";

const SNAPSHOT = `backups/hourly/20260301T120700Z-1048576-${"a".repeat(64)}.dump`;
const JOB = `restore-${snapshotHash(SNAPSHOT)}`;
const CHECK = `restore-check-${snapshotHash(SNAPSHOT)}`;

describe("a restore on Docker", () => {
  let program: DockerProgram;
  const restore = (values: object) => program.up({}, { restore: JSON.stringify(values) });
  before(async () => {
    program = await DockerProgram.open();
    assert.equal((await program.up()).error, undefined);
  });
  after(() => program.close());

  it("is made beside the live database: nobody who is served notices", async () => {
    const { did, error } = await restore({ snapshot: SNAPSHOT });
    assert.equal(error, undefined);
    assert.deepEqual(did, [`create Container ${JOB}`, `create Container ${CHECK}`]);
  });

  it("does not know who serves: a flip changes nothing but the container that moves traffic", async () => {
    const { error } = await program.up({ green: RELEASES.next });
    assert.equal(error, undefined);
    const restored = () => Promise.all([JOB, CHECK].map((name) => program.container(name)));
    const there = await restored();
    assert.deepEqual((await program.up({ activeColor: "green" })).did, [
      "replace Container traffic",
    ]);
    assert.deepEqual(await restored(), there);
    assert.deepEqual((await program.up({ activeColor: "blue" })).did, [
      "replace Container traffic",
    ]);
  });

  it("serves both colours once it is told to, is not made again, and backups go on from it", async () => {
    const { did, error } = await restore({ snapshot: SNAPSHOT, serving: true });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => step.includes("restore") || step.includes("Volume")),
      [],
    );
    assert.deepEqual(did.toSorted(), [
      ...["replace Container backups", "replace Container blue-1", "replace Container blue-2"],
      ...["replace Container blue-routes", "replace Container green-1"],
      ...["replace Container green-2", "replace Container green-routes"],
    ]);
  });
});
