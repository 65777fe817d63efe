import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { snapshotHash } from "../../components/app/restored";
import { RELEASES } from "../../drill/scenario/catalogue";
import { Program } from "./support/program";
import { DUMP_IMAGES } from "./support/stacks";

const { first, next, sick } = RELEASES;
const SNAPSHOT = `backups/hourly/20260301T120700Z-1048576-${"a".repeat(64)}.dump`;
const NEWER = `backups/hourly/20260302T120700Z-1048576-${"b".repeat(64)}.dump`;
const RDS = "lobechat-2-1-25-20260301120700";
const INSTANCE = `restored-${snapshotHash(RDS)}`;
const jobOf = (snapshot: string) => `restore-${snapshotHash(snapshot)}`;
const ROLLED = ["update Secret lobechat", "update Deployment blue", "update Deployment green"];

/** What the first container of a Job is told. */
function envOf(inputs: Record<string, unknown>): Record<string, unknown> {
  const { spec } = inputs as {
    spec: { template: { spec: { containers: { env: { name: string; value: unknown }[] }[] } } };
  };
  const [container] = spec.template.spec.containers;
  return Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
}

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

  it("of an RDS snapshot is an instance beside the first one, as that one is", async () => {
    const { did, error } = await restore({ snapshot: RDS });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => ROLLED.includes(step) || step.startsWith("delete Instance")),
      [],
    );
    const { inputs, protect, retainOnDelete } = await program.resource("Instance", INSTANCE);
    const { inputs: first } = await program.resource("Instance", "database");
    const differ = Object.keys({ ...first, ...inputs }).filter(
      (key) => !isDeepStrictEqual(first[key], inputs[key]),
    );
    assert.deepEqual(differ.sort(), [
      ...["allocatedStorage", "dbName", "engineVersion", "finalSnapshotIdentifier", "identifier"],
      ...["snapshotIdentifier", "tags", "username"],
    ]);
    assert.equal(inputs["snapshotIdentifier"], RDS);
    assert.deepEqual([protect, retainOnDelete], [true, true]);
    assert.equal(did.at(-1), `create Job ${jobOf(RDS)}`);
  });

  it("of an RDS snapshot serves both colours once it is told to, and releases to come copy it", async () => {
    const { did, error } = await restore({ snapshot: RDS, serving: true });
    assert.equal(error, undefined);
    assert.deepEqual(did.toSorted(), [...ROLLED, "update RolePolicy snapshots"].toSorted());
    const { error: refused, did: released } = await program.up({ green: sick });
    assert.equal(refused, undefined);
    const copies = (await program.resources()).filter(
      ({ type, inputs }) =>
        type.endsWith(":Job") && JSON.stringify(inputs).includes("create-db-snapshot"),
    );
    const instances = copies.map(({ inputs }) => envOf(inputs)["INSTANCE"]).sort();
    const { inputs } = await program.resource("Instance", INSTANCE);
    const { inputs: first } = await program.resource("Instance", "database");
    assert.deepEqual(new Set(instances), new Set([inputs["identifier"], first["identifier"]]));
    assert.deepEqual(
      released.filter((step) => step.includes("estore")),
      [],
    );
  });

  it("after an RDS snapshot leaves its instance alone", async () => {
    const { did, error } = await restore({ snapshot: NEWER, serving: true, kept: [RDS] });
    assert.equal(error, undefined);
    assert.deepEqual(
      did.filter((step) => step.includes("Instance")),
      [],
    );
    const forgotten = await restore({ snapshot: NEWER, serving: true });
    assert.match(forgotten.error ?? "", /protect/);
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
