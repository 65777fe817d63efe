import assert from "node:assert/strict";
import { dumpOf } from "../../ops/aws/dumps";
import { besideConfig, servingConfig, stackAt } from "../../ops/restoreConfig";
import type { RecordedUpdate } from "../../ops/history";

const SNAPSHOT = `backups/daily/20260301T013700Z-2048-${"c".repeat(64)}.dump`;
const OTHER = SNAPSHOT.replace("0301T", "0302T");
const EARLIER = `2.1.26-b/20260228T010000Z-1024-${"d".repeat(64)}.dump`;

const CONFIG = {
  "lobechat:blue": { value: '{"release":"2.1.25-a","capacity":{"min":2,"max":6}}' },
  "lobechat:green": { value: '{"release":"2.1.26-b","capacity":{"min":2,"max":6}}' },
  "lobechat:schema": { value: '{"version":"2.1.26","readableBy":">=2.1.25"}' },
};

const THEN = {
  number: 4,
  releases: { blue: "2.1.25-a", green: "2.1.25-a" },
  schema: { version: "2.1.25", readableBy: ">=2.1.24" },
};

function running(green: string) {
  const of = (version: string) => ({ name: version, version, digest: "" });
  return { releases: { blue: of("2.1.25"), green: of(green) } };
}

function valueOf(config: Record<string, { value: string } | undefined>, key: string): unknown {
  return JSON.parse(config[`lobechat:${key}`]?.value ?? "null");
}

/** An update as the history has it, as far as a restore looks at it. */
function update(number: number, endedAt: string, narrowed = false): RecordedUpdate {
  const at = new Date(endedAt);
  const none = { message: null, text: "", who: "", commit: null };
  const traffic = {
    activeColor: "blue",
    canaryPercent: 0,
    refused: null,
    maintenance: false,
  } as const;
  const capacity = { blue: { min: 2, max: 6 }, green: { min: 2, max: 6 } };
  return {
    ...none,
    ...traffic,
    ...THEN,
    number,
    at,
    endedAt: at,
    narrowed,
    capacity,
    versions: {},
  };
}

describe("what a restore makes of a configuration", () => {
  it("is a dump beside the live database first, which users do not notice", () => {
    const beside = besideConfig(CONFIG, SNAPSHOT, { restore: null });
    assert.deepEqual(valueOf(beside, "restore"), { snapshot: SNAPSHOT, serving: false });
    assert.equal(beside["lobechat:schema"], CONFIG["lobechat:schema"]);
  });

  it("leaves users with an earlier dump that they are served from", () => {
    const serving = { snapshot: EARLIER, database: "x", serving: true, serves: null, kept: [] };
    const beside = besideConfig(CONFIG, SNAPSHOT, { restore: serving });
    assert.deepEqual(valueOf(beside, "restore"), {
      ...{ snapshot: SNAPSHOT, serving: false, serves: EARLIER },
    });
    const waiting = { ...serving, serving: false, serves: EARLIER, snapshot: OTHER };
    const again = besideConfig(CONFIG, SNAPSHOT, { restore: waiting });
    assert.deepEqual(valueOf(again, "restore"), {
      ...{ snapshot: SNAPSHOT, serving: false, serves: EARLIER },
    });
  });

  it("lowers the schema's mark with the switch, and only the colour that cannot read it", () => {
    const deployed = running("2.1.26");
    const switched = servingConfig(CONFIG, {
      ...{ snapshot: SNAPSHOT, then: THEN, deployed, operations: { restore: null } },
    });
    assert.deepEqual(valueOf(switched, "restore"), { snapshot: SNAPSHOT, serving: true });
    assert.deepEqual(valueOf(switched, "schema"), THEN.schema);
    assert.deepEqual(valueOf(switched, "green"), {
      ...{ release: "2.1.25-a", capacity: { min: 2, max: 6 } },
    });
    assert.equal(switched["lobechat:blue"], CONFIG["lobechat:blue"]);
  });

  it("keeps every instance that was restored from an RDS snapshot, before and after the switch", () => {
    const [first, second] = ["lobechat-2-1-25-1", "lobechat-2-1-26-2"];
    const told = { database: "x", serving: true, serves: null, kept: [] };
    const beside = besideConfig(CONFIG, second, { restore: { ...told, snapshot: first } });
    assert.deepEqual(valueOf(beside, "restore"), {
      ...{ snapshot: second, serving: false, serves: first, kept: [first] },
    });
    const restore = { ...told, serving: false, snapshot: second, serves: first, kept: [first] };
    const switched = servingConfig(CONFIG, {
      ...{ snapshot: second, then: THEN, deployed: running("2.1.25"), operations: { restore } },
    });
    assert.deepEqual(valueOf(switched, "restore"), {
      ...{ snapshot: second, serving: true, kept: [first, second] },
    });
  });

  it("goes by the last whole update that was over when the dump was made", () => {
    const updates = [
      update(3, "2026-03-02T00:00:00Z"),
      update(2, "2026-03-01T01:00:00Z", true),
      update(1, "2026-02-28T00:00:00Z"),
    ];
    assert.equal(stackAt(updates, dumpOf(SNAPSHOT)?.at ?? new Date(0)).number, 1);
    assert.throws(() => stackAt(updates, new Date("2026-01-01T00:00:00Z")), /no update before/);
  });

  it("knows a dump by its name, and none that nobody believes", () => {
    assert.deepEqual(dumpOf(SNAPSHOT), {
      ...{ key: SNAPSHOT, at: new Date("2026-03-01T01:37:00Z"), bytes: 2048 },
    });
    assert.equal(dumpOf(SNAPSHOT.replace(".dump", ".small.dump")), undefined);
    assert.equal(dumpOf("restores/lobechat_1.json"), undefined);
  });
});
