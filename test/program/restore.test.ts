import assert from "node:assert/strict";
import { snapshotHash } from "../../components/app/restored";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";
import { DUMP_IMAGES } from "./support/stacks";

const { first, next } = RELEASES;
const SNAPSHOT = `backups/hourly/20260301T120700Z-1048576-${"a".repeat(64)}.dump`;
const NEWER = `backups/hourly/20260302T120700Z-1048576-${"b".repeat(64)}.dump`;
const jobOf = (snapshot: string) => `restore-${snapshotHash(snapshot)}`;
const ROLLED = ["update Secret lobechat", "update Deployment blue", "update Deployment green"];

describe("a restore", () => {
  let program: Program;
  const restore = (values: object) =>
    program.up({}, { config: { restore: JSON.stringify(values) } });
  before(async () => {
    program = await Program.open();
    const { error } = await program.up(
      { activeColor: "blue", blue: first, green: first },
      { config: { snapshots: JSON.stringify(DUMP_IMAGES) } },
    );
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("is made beside the live database: nobody who is served notices", async () => {
    const { did, error } = await restore({ snapshot: SNAPSHOT });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => !step.startsWith("create ")),
      [],
    );
    assert.equal(did.at(-1), `create Job ${jobOf(SNAPSHOT)}`);
  });

  it("may read its own dump, and write what it found, and nothing else", async () => {
    const { inputs } = await program.resource("RolePolicy", "restore");
    const { Statement } = JSON.parse(String(inputs["policy"])) as {
      Statement: { Action: string[]; Resource: string }[];
    };
    const [read, write, ...others] = Statement;
    assert.deepEqual(others, []);
    assert.deepEqual(read?.Action, ["s3:GetObject"]);
    assert.ok(read.Resource.endsWith(`/${SNAPSHOT}`));
    assert.deepEqual(write?.Action, ["s3:PutObject"]);
    assert.ok(write.Resource.endsWith("/restores/*"));
  });

  it("does not run again with a flip or a release", async () => {
    const release = await program.up({ green: next });
    const flip = await program.up({ activeColor: "green" });
    assert.deepEqual([release.error, flip.error], [undefined, undefined]);
    assert.deepEqual(
      [...release.did, ...flip.did].filter((step) => step.includes("restore")),
      [],
    );
    assert.deepEqual(flip.did, ["update ListenerRule traffic"]);
  });

  it("serves both colours once it is told to, and only their pods are rolled", async () => {
    const { did, error } = await restore({ snapshot: SNAPSHOT, serving: true });
    assert.equal(error, undefined);
    assert.equal(did[0], ROLLED[0]);
    assert.deepEqual(did.toSorted(), ROLLED.toSorted());
  });

  it("of another dump leaves users with the one that they are served from", async () => {
    const { did, error } = await restore({ snapshot: NEWER, serves: SNAPSHOT });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => ROLLED.includes(step)),
      [],
    );
    assert.ok(did.includes(`create Job ${jobOf(NEWER)}`));
  });

  it("keeps the first database, to which one can go back", async () => {
    const { did, error } = await program.up({}, { without: ["lobechat:restore", "restore"] });
    assert.equal(error, undefined);
    assert.ok(did.includes("update Secret lobechat"));
    assert.deepEqual(
      did.filter((step) => step.includes("Instance")),
      [],
    );
  });

  it("without a client image says which key is missing", async () => {
    const { error } = await program.up(
      {},
      {
        config: {
          snapshots: JSON.stringify({ awsImage: DUMP_IMAGES.awsImage }),
          restore: JSON.stringify({ snapshot: NEWER }),
        },
      },
    );
    assert.match(error ?? "", /lobechat:snapshots\.clientImage is not set/);
  });
});
