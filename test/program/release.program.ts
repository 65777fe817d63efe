import assert from "node:assert/strict";
import { releaseHash } from "../../components/app/release";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";

const { first, next, later, sick } = RELEASES;
const jobsOf = (release: typeof next) => [
  `create Job snapshot-${releaseHash(release)}`,
  `create Job migration-${releaseHash(release)}`,
];

describe("a release", () => {
  let program: Program;
  let firstSteps: string[];
  before(async () => {
    program = await Program.open();
    const { did, error } = await program.up({ activeColor: "blue", blue: first, green: first });
    assert.equal(error, undefined);
    firstSteps = did;
  });
  after(() => program.close());

  it("that both colours run is snapshot and migrated once, in that order, before either boots", () => {
    const order = firstSteps.filter((step) =>
      /Job (snapshot|migration)|Deployment (blue|green)/.test(step),
    );
    assert.deepEqual(order.slice(0, 2), jobsOf(first));
    assert.deepEqual(order.slice(2).sort(), ["create Deployment blue", "create Deployment green"]);
  });

  it("to the idle colour touches neither the other colour nor the traffic rule", async () => {
    const { did, error } = await program.up({ green: next });
    assert.equal(error, undefined);
    assert.deepEqual(did, [...jobsOf(next), "update Deployment green"]);
  });

  it("boots after its own migration, and waits for no other release's", async () => {
    const { dependencies } = await program.resource("Deployment", "green");
    const jobs = dependencies
      .filter((urn) => urn.includes("Job"))
      .map((urn) => urn.split("::").at(-1));
    assert.deepEqual(jobs, [`migration-${releaseHash(next)}`]);
  });

  it("is image, version and environment together, by digest", async () => {
    const { inputs } = await program.resource("Deployment", "green");
    const text = JSON.stringify(inputs);
    assert.ok(text.includes(`@${next.digest}`));
    assert.ok(text.includes('{"name":"FEATURE_FLAGS","value":"+group_chat"}'));
    const blue = JSON.stringify((await program.resource("Deployment", "blue")).inputs);
    assert.ok(blue.includes(`@${first.digest}`) && !blue.includes("FEATURE_FLAGS"));
  });

  it("does not run its jobs again for another environment, another capacity, or a second up", async () => {
    const releases = Object.fromEntries(
      Object.values(RELEASES).map(({ name, version, digest }) => [
        name,
        { version, digest, env: name === next.name ? { FEATURE_FLAGS: "-group_chat" } : {} },
      ]),
    );
    const green = { release: next.name, capacity: { min: 3, max: 6 } };
    const { did } = await program.up(
      {},
      { config: { releases: JSON.stringify(releases), green: JSON.stringify(green) } },
    );
    assert.deepEqual(did.sort(), [
      "update Deployment green",
      "update HorizontalPodAutoscaler green",
      // Its threshold is half of the pods that are wanted.
      "update MetricAlarm green-hosts",
    ]);
    assert.deepEqual((await program.up()).did, []);
  });

  it("whose snapshot fails stops there, and leaves both colours and the traffic rule as they were", async () => {
    program.order({ fail: ["snapshot-"] });
    const { did, error } = await program.up({ blue: sick }, { config: { green: wantedGreen() } });
    program.order({});
    assert.match(error ?? "", /snapshot-\w+ was told to fail/);
    assert.deepEqual(did, []);
    assert.deepEqual(
      program.calls.filter((call) => /Deployment|migration|ListenerRule/.test(call)),
      [],
    );
  });

  it("that takes the place of another removes the jobs of the one that nobody runs any more", async () => {
    const { did } = await program.up({ blue: later });
    assert.deepEqual(did.slice(0, 3), [...jobsOf(later), "update Deployment blue"]);
    assert.deepEqual(did.slice(3).sort(), [
      `delete Job migration-${releaseHash(first)}`,
      `delete Job snapshot-${releaseHash(first)}`,
    ]);
  });
});

function wantedGreen(): string {
  return JSON.stringify({ release: next.name, capacity: { min: 3, max: 6 } });
}
