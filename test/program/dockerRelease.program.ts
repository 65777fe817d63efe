import assert from "node:assert/strict";
import { releaseHash } from "../../components/app/release";
import { RELEASES } from "../../drill/scenario/catalogue";
import { DockerProgram } from "./support/dockerProgram";

const { first, next, later } = RELEASES;

type Release = typeof next;
const snapshotOf = (release: Release) => `create Container snapshot-${releaseHash(release)}`;
const jobsOf = (release: Release) => [
  snapshotOf(release),
  `create Container migration-${releaseHash(release)}`,
];
/** What an update did to containers that belong to a colour, to a release or to traffic. */
const OF_COLORS = /Container (?:blue|green|snapshot|migration|traffic)/;

describe("a release on Docker", () => {
  let program: DockerProgram;
  let firstSteps: string[];
  before(async () => {
    program = await DockerProgram.open();
    const { did, error } = await program.up({ activeColor: "blue", blue: first, green: first });
    assert.equal(error, undefined);
    firstSteps = did.filter((step) => OF_COLORS.test(step));
  });
  after(() => program.close());

  it("that both colours run is snapshot and migrated once, before either starts, and then gets traffic", () => {
    assert.deepEqual(firstSteps.slice(0, 2), jobsOf(first));
    const at = (name: string) => firstSteps.indexOf(`create Container ${name}`);
    for (const color of ["blue", "green"])
      assert.ok(at(`${color}-1`) > 1 && at(`${color}-routes`) > at(`${color}-2`), color);
    assert.ok(at("traffic") > at("blue-routes"));
  });

  it("to the idle colour touches neither the other colour nor the traffic file", async () => {
    const { did, error } = await program.up({ green: next });
    assert.equal(error, undefined);
    assert.deepEqual(did.filter((step) => OF_COLORS.test(step)).sort(), [
      ...jobsOf(next).toSorted(),
      "replace Container green-1",
      "replace Container green-2",
      "replace Container green-routes",
    ]);
    assert.deepEqual(
      did.filter((step) => step.includes("edge") || step.includes("assets")),
      [],
    );
  });

  it("is image, version and environment together, by digest", async () => {
    const green = JSON.stringify((await program.container("green-1")).inputs);
    const blue = JSON.stringify((await program.container("blue-1")).inputs);
    assert.ok(green.includes(next.digest) && green.includes("FEATURE_FLAGS"));
    assert.ok(blue.includes(first.digest) && !blue.includes("FEATURE_FLAGS"));
  });

  it("whose snapshot fails stops there, and runs it again with the next update", async () => {
    await program.cloud.failJobs("snapshot-");
    const failed = await program.up({ green: later });
    await program.cloud.healJobs();
    assert.match(failed.error ?? "", new RegExp(`snapshot-${releaseHash(later)}`));
    assert.deepEqual(
      failed.did.filter((step) => /Container (?:migration|blue|green|traffic)/.test(step)),
      [],
    );
    const again = await program.up();
    assert.equal(again.error, undefined);
    const order = again.did.filter((step) => OF_COLORS.test(step));
    assert.match(order[0] ?? "", new RegExp(`snapshot-${releaseHash(later)}$`));
    assert.match(order[1] ?? "", new RegExp(`migration-${releaseHash(later)}$`));
    assert.ok(order.includes("replace Container green-1"));
  });

  it("runs its jobs for no second up, and for no other environment of its own", async () => {
    assert.deepEqual((await program.up()).did, []);
    const releases = Object.fromEntries(
      Object.values(RELEASES).map(({ name, version, digest }) => [
        name,
        {
          version,
          source: `docker.io/lobehub/lobehub:${version}@${digest}`,
          env: name === later.name ? { FEATURE_FLAGS: "-group_chat" } : {},
        },
      ]),
    );
    const { did, error } = await program.up({}, { releases: JSON.stringify(releases) });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => /snapshot|migration|blue|traffic/.test(step)),
      [],
    );
    assert.ok(did.includes("replace Container green-1"));
  });
});
