import assert from "node:assert/strict";
import { RDS_SNAPSHOT_SCRIPT } from "../../../components/kubernetes/rdsSnapshotScript";
import { Shell, START_SECONDS, type Ended } from "./shell";

const AWS = `case $2 in
  describe-db-instances) next instances ;;
  describe-db-snapshots) next snapshots ;;
  create-db-snapshot)
    note "$@"
    answer=$(next creates)
    case $answer in ok) ;; *) echo "$answer" >&2; exit 254 ;; esac ;;
esac`;

const BUSY =
  "An error occurred (InvalidDBInstanceState) when calling the CreateDBSnapshot operation";
const FRESH = restorable(120);

function restorable(secondsAgo: number): string {
  const time = new Date((START_SECONDS - secondsAgo) * 1000).toISOString();
  return `available\t${time.replace(".000Z", "+00:00")}`;
}

/** What RDS answers, in order; the last answer is repeated. */
interface Answers {
  instances: string[];
  creates?: string[];
  snapshots?: string[];
}

async function snapshot(answers: Answers): Promise<Ended> {
  const shell = new Shell({ aws: AWS });
  const { instances, creates = ["ok"], snapshots = ["available\t100"] } = answers;
  for (const [file, lines] of Object.entries({ instances, creates, snapshots }))
    shell.write(file, lines.map((line) => `${line}\n`).join(""));
  const ended = await shell.run(RDS_SNAPSHOT_SCRIPT, {
    INSTANCE: "lobechat-prod",
    RELEASE: "2.1.26-9f3c2e1",
    PREFIX: "lobechat-2-1-26-9f3c2e1",
  });
  shell.remove();
  return ended;
}

describe("a snapshot by RDS", () => {
  it("is named by release and time, tagged with the release, and told when it is there", async () => {
    const ended = await snapshot({
      instances: [FRESH],
      snapshots: ["creating\t0", "creating\t60", "available\t100"],
    });
    assert.equal(ended.stderr, "");
    assert.equal(ended.code, 0);
    assert.equal(ended.stdout, "snapshot: lobechat-2-1-26-9f3c2e1-20270115080000\n");
    assert.deepEqual(ended.calls, [
      "rds create-db-snapshot --db-instance-identifier lobechat-prod " +
        "--db-snapshot-identifier lobechat-2-1-26-9f3c2e1-20270115080000 " +
        "--tags Key=release,Value=2.1.26-9f3c2e1",
    ]);
  });

  it("waits for the first backup of a new instance", async () => {
    const ended = await snapshot({ instances: ["backing-up\tNone", "available\tNone", FRESH] });
    assert.equal(ended.code, 0);
    assert.equal(ended.stdout, "snapshot: lobechat-2-1-26-9f3c2e1-20270115080030\n");
  });

  it("waits for its turn while another snapshot of the instance is made", async () => {
    const ended = await snapshot({ instances: [FRESH], creates: [BUSY, "ok"] });
    assert.equal(ended.code, 0);
    assert.equal(ended.stdout, "snapshot: lobechat-2-1-26-9f3c2e1-20270115080015\n");
  });

  it("is not made of an instance whose point-in-time recovery is behind", async () => {
    const ended = await snapshot({ instances: [restorable(3600)] });
    assert.equal(ended.code, 1);
    assert.match(
      ended.stderr,
      /failed: no snapshot within 900 s: the instance lobechat-prod is available and can be restored to 2027-01-15T07:00:00\+00:00/,
    );
    assert.deepEqual(ended.calls, []);
  });

  it("is not made of an instance that cannot be restored at all", async () => {
    const ended = await snapshot({ instances: ["available\tNone"] });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /^failed: no snapshot .+ can be restored to None; it has to be/);
  });

  it("fails with what RDS says when it is refused", async () => {
    const ended = await snapshot({
      instances: [FRESH],
      creates: ["An error occurred (SnapshotQuotaExceeded)"],
    });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /was refused: An error occurred \(SnapshotQuotaExceeded\)/);
  });

  it("fails when RDS could not make it", async () => {
    const ended = await snapshot({
      instances: [FRESH],
      snapshots: ["creating\t10", "failed\t10"],
    });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /failed: the snapshot lobechat-2-1-26-\S+ is failed\n/);
    assert.equal(ended.stdout, "");
  });

  it("says how far it came when it is not done before the Job's deadline", async () => {
    const ended = await snapshot({ instances: [FRESH], snapshots: ["creating\t40"] });
    assert.equal(ended.code, 1);
    assert.match(ended.stderr, /is still creating, at 40 %, after 3300 s/);
  });
});
