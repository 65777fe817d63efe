import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DUMP_FOLDER, DUMP_SCRIPT } from "../../../components/app/dumpScript";
import { UPLOAD_SCRIPT } from "../../../components/kubernetes/snapshotScript";
import { Shell } from "./shell";

const DATABASE_URL = "postgresql://lobechat:pw@db:5432/lobechat?sslmode=verify-full";
/** What the clients are started with, and everybody may read. */
const ADDRESS = "postgresql://lobechat@db:5432/lobechat?sslmode=verify-full";

const TOOLS = {
  psql: `note psql "$1"; echo "$MIGRATED"`,
  pg_dump: `[ "$PGPASSWORD" = pw ] || exit 9; note pg_dump "$@"; printf dumped > "$FOLDER/database.dump"`,
  pg_restore: `note pg_restore "$1"; printf "$CONTENTS"`,
  aws: `note aws "$@"`,
};

describe("a dump", () => {
  let shell: Shell;
  const inFolder = (script: string) => script.replaceAll(DUMP_FOLDER, shell.folder);
  const dump = (env: { MIGRATED: string; CONTENTS?: string }) =>
    shell.run(inFolder(DUMP_SCRIPT), { DATABASE_URL, CONTENTS: "table", ...env });
  const upload = () =>
    shell.run(inFolder(UPLOAD_SCRIPT), { RELEASE: "2.1.26-9f3c2e1", BUCKET: "chat-snapshots" });

  beforeEach(() => {
    shell = new Shell(TOOLS);
  });
  afterEach(() => {
    shell.remove();
  });

  it("is proved to be readable, and uploaded under its time, size and checksum", async () => {
    assert.equal((await dump({ MIGRATED: "t" })).code, 0);
    const { code, stdout, calls } = await upload();
    assert.equal(code, 0);
    const sum = createHash("sha256").update("dumped").digest("hex");
    const target = `s3://chat-snapshots/2.1.26-9f3c2e1/20270115T080000Z-6-${sum}.dump`;
    assert.equal(stdout, `snapshot: ${target}\n`);
    const file = `${shell.folder}/database.dump`;
    assert.deepEqual(calls, [
      `psql ${ADDRESS}`,
      `pg_dump --format=custom --no-owner --file=${file} ${ADDRESS}`,
      "pg_restore --list",
      `aws s3 cp ${file} ${target} --checksum-algorithm SHA256 --no-progress`,
    ]);
  });

  it("of a database without migrations is empty, and nothing is uploaded", async () => {
    const dumped = await dump({ MIGRATED: "f" });
    const { code, stdout, calls } = await upload();
    assert.deepEqual([dumped.code, code], [0, 0]);
    assert.match(dumped.stdout, /^empty: no migration was ever applied/);
    assert.equal(stdout, "empty: nothing to upload\n");
    assert.deepEqual(calls, [`psql ${ADDRESS}`]);
  });

  it("that has nothing in it fails", async () => {
    assert.notEqual((await dump({ MIGRATED: "t", CONTENTS: "" })).code, 0);
  });

  it("fails when the database cannot be asked, and when it cannot be dumped", async () => {
    for (const command of ["psql", "pg_dump"]) {
      shell.remove();
      shell = new Shell({ ...TOOLS, [command]: "echo refused >&2; exit 2" });
      const { code, stderr } = await dump({ MIGRATED: "t" });
      assert.deepEqual([code, stderr], [2, "refused\n"], command);
    }
  });
});
