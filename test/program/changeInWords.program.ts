import assert from "node:assert/strict";
import { releaseHash } from "../../components/app/release";
import { RELEASES } from "../../drill/scenario/catalogue";
import type { Wanted } from "../../drill/scenario/stackConfig";
import { changeInWords } from "../../ops/changes/changeInWords";
import { changesIn } from "../../ops/changes/resourceChange";
import { deployedConfig } from "../../ops/deployed";
import { Program } from "./support/program";
import type { Outcome } from "./support/told";

const { first, next, later } = RELEASES;

type Config = NonNullable<Parameters<Program["preview"]>[1]>;

describe("a change of the program in words", function () {
  this.timeout(180_000);
  let program: Program;
  let firstWords: string;
  before(async () => {
    program = await Program.open();
    const wanted = { activeColor: "blue", blue: first, green: first, schema: "2.1.26" } as const;
    const { events, error } = await program.up(wanted);
    assert.equal(error, undefined);
    const after = await program.deployment.getAllConfig();
    firstWords = changeInWords({ before: undefined, after, changes: changesIn(events) });
  });
  after(() => program.close());

  /** What a preview of a change is called, and the update that follows it. */
  async function wordsFor(wanted: Partial<Wanted>, config: Config) {
    const before = await deployedConfig(program.deployment);
    const inWords = async ({ events, error }: Outcome) => {
      assert.equal(error, undefined);
      const after = await program.deployment.getAllConfig();
      return changeInWords({ before, after, changes: changesIn(events) });
    };
    const previewed = await inWords(await program.preview(wanted, config));
    return { previewed, updated: await inWords(await program.up(wanted, { config })) };
  }

  /** Before and after it happens, a change is called the same. */
  async function isCalled(words: string, wanted: Partial<Wanted>, config: Config = {}) {
    assert.deepEqual(await wordsFor(wanted, config), { previewed: words, updated: words });
  }

  it("says of the first one what it deploys", () => {
    assert.match(firstWords, /^deploys 2\.1\.25 on both colours, blue active: 2\d\d resources$/);
  });

  it("says that nothing changes", () => isCalled("changes nothing", {}));

  it("says what is released to the idle colour, and in which steps", () =>
    isCalled(
      "releases 2.1.26 to green, which is idle (snapshot, migration, then 2 pods): 5 resources",
      { green: next },
    ));

  it("says where a flip sends the traffic", () =>
    isCalled("flips traffic from blue 2.1.25 to green 2.1.26: 1 resource", {
      activeColor: "green",
    }));

  it("says that a rollback goes back", () =>
    isCalled("rolls traffic back from green 2.1.26 to blue 2.1.25: 1 resource", {
      activeColor: "blue",
    }));

  it("says who gets a canary's share, and when it ends", async () => {
    await isCalled("gives 10 % of the users to green 2.1.26: 1 resource", { canaryPercent: 10 });
    await isCalled("ends the canary on green 2.1.26: 1 resource", { canaryPercent: 0 });
  });

  it("says how far the schema's mark is raised, though no resource has it", () =>
    isCalled("raises the schema from 2.1.26 to 2.1.27: no resource", { schema: "2.1.27" }));

  it("says what is released to the active colour, and names the jobs of the release that nobody runs any more", () => {
    const gone = releaseHash(first);
    return isCalled(
      `releases 2.1.27 to blue, which is active (snapshot, migration, then 2 pods): 9 resources; DELETES Job migration-${gone}, Job snapshot-${gone}`,
      { blue: later },
    );
  });

  it("says which key touches both colours, and what and how many", async () => {
    const alarms = '{"emails":["ops@example.com"],"p99Seconds":9}';
    await isCalled(
      "changes lobechat:alarms, which touches both colours (MetricAlarm blue-p99 and MetricAlarm green-p99): 3 resources",
      {},
      { alarms },
    );
  });

  it("says so of a secret too, and does not tell it", async () => {
    const value = '{"OPENAI_API_KEY":"sk-2"}';
    await isCalled(
      "changes lobechat:apiKeys, which touches both colours (Deployment blue and Deployment green): 3 resources",
      {},
      { apiKeys: { value, secret: true } },
    );
  });
});
