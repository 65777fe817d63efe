import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DUMP_FOLDER } from "../../../components/app/dumpScript";
import { BACKUP_SCRIPT } from "../../../components/kubernetes/backupScript";
import { Shell } from "./shell";

const FOLDER = "backups/hourly";
const SUM = createHash("sha256").update("dumped").digest("hex");

/** A bucket with the names of $FOLDER/keys in it, which takes what is uploaded as it is, or less of it. */
const TOOLS = {
  aws: `note aws "$@"
case "$1 $2" in
  "s3api list-objects-v2")
    case $* in
      *Size*) cat "$FOLDER/arrived" ;;
      *) cat "$FOLDER/keys" ;;
    esac ;;
  "cloudwatch put-metric-data") [ ! -e "$FOLDER/mute" ] ;;
esac`,
};

describe("a backup", () => {
  let shell: Shell;
  beforeEach(() => {
    shell = new Shell(TOOLS);
    shell.write("keys", "None\n");
    shell.write("database.dump", "dumped");
    shell.write("sha256", `${SUM}\n`);
    shell.write("arrived", "6\n");
  });
  afterEach(() => {
    shell.remove();
  });
  const run = () =>
    shell.run(BACKUP_SCRIPT.replaceAll(DUMP_FOLDER, shell.folder), {
      ...{ EVERY: "hourly", STACK: "prod", BUCKET: "chat-snapshots" },
    });
  const kept = (...names: string[]) => {
    shell.write("keys", `${names.map((name) => `${FOLDER}/${name}`).join("\t")}\n`);
  };
  const isCounted = (calls: readonly string[]) =>
    calls.some((call) => call.startsWith("aws cloudwatch put-metric-data"));

  it("is uploaded under its time, size and checksum, and counted", async () => {
    const { code, stdout, calls } = await run();
    const key = `${FOLDER}/20270115T080000Z-6-${SUM}.dump`;
    assert.equal(code, 0);
    assert.equal(stdout, `backup: s3://chat-snapshots/${key}\n`);
    assert.deepEqual(calls.slice(1), [
      `aws s3 cp ${shell.folder}/database.dump s3://chat-snapshots/${key} --checksum-algorithm SHA256 --no-progress`,
      `aws s3api list-objects-v2 --bucket chat-snapshots --prefix ${key} --query Contents[0].Size --output text`,
      "aws cloudwatch put-metric-data --namespace LobeChat/Backups --metric-name GoodBackups --dimensions Stack=prod,Every=hourly --value 1",
    ]);
  });

  it("half as large as the one before it is believed", async () => {
    kept("20270115T070000Z-12-aa.dump");
    const { code, calls } = await run();
    assert.deepEqual([code, isCounted(calls)], [0, true]);
  });

  it("smaller than that is kept, counts as none, and says how to say that it is right", async () => {
    kept("20270115T060000Z-1-aa.dump", "20270115T070000Z-13-bb.dump");
    const { code, stderr, calls } = await run();
    const key = `${FOLDER}/20270115T080000Z-6-${SUM}`;
    // Another code than of what may go better with the next try.
    assert.deepEqual([code, isCounted(calls)], [3, false]);
    assert.ok(calls.some((call) => call.includes(`s3://chat-snapshots/${key}.small.dump`)));
    assert.match(
      stderr,
      /has 6 bytes, less than half of the good one before it \(backups\/hourly\/20270115T070000Z-13-bb\.dump\)/,
    );
    assert.ok(
      stderr.includes(
        `aws s3 mv s3://chat-snapshots/${key}.small.dump s3://chat-snapshots/${key}.dump`,
      ),
    );
  });

  it("is not compared with one that was not believed", async () => {
    kept("20270115T060000Z-13-aa.dump", "20270115T070000Z-2-bb.small.dump");
    assert.equal((await run()).code, 3);
  });

  it("that did not arrive whole fails", async () => {
    shell.write("arrived", "5\n");
    const { code, stderr, calls } = await run();
    assert.deepEqual([code, isCounted(calls)], [1, false]);
    assert.match(stderr, /has 5 bytes of 6/);
  });

  it("of a database without migrations is none, and good, unless there was more before", async () => {
    shell.write("empty", "");
    const first = await run();
    assert.deepEqual([first.code, isCounted(first.calls)], [0, true]);
    kept("20270115T070000Z-13-bb.dump");
    shell.write("calls", "");
    const gone = await run();
    assert.deepEqual([gone.code, isCounted(gone.calls)], [1, false]);
    assert.match(gone.stderr, /no migrations any more, and backups\/hourly\/\S+ has 13 bytes/);
  });

  it("of which CloudWatch was not told fails, for the alarm will ring", async () => {
    shell.write("mute", "");
    const { code, stderr } = await run();
    assert.equal(code, 1);
    assert.match(stderr, /the alarm will say that there is none/);
  });
});
