import assert from "node:assert/strict";
import { isCutBy, isExplained, type OutageFact } from "../../drill/report/outage";
import type { RequestRecord } from "../../drill/traffic/record";
import { aRecord } from "./records";

const failing = (more: Partial<RequestRecord>) =>
  aRecord(1500, { failed: true, status: 502, ...more });
const outage = (more: Partial<OutageFact>): OutageFact => ({
  ...{ what: "instance", color: "blue", fromMs: 1000, toMs: 2000 },
  ...more,
});

describe("what an outage explains", () => {
  it("a request that was under way meanwhile, and none before or after", () => {
    const at = (startMs: number, endMs: number) =>
      isExplained(failing({ startMs, endMs, color: "blue" }), [outage({})]);
    assert.equal(at(900, 1000), true);
    assert.equal(at(1999, 5000), true);
    assert.equal(at(900, 999), false);
    assert.equal(at(2000, 2100), false);
  });

  it("anything from its begin on, while it goes on", () => {
    const late = failing({ startMs: 9000, endMs: 9100, color: "blue" });
    assert.equal(isExplained(late, [outage({ toMs: null })]), true);
  });

  it("no failure of the other color, and one of nobody's", () => {
    const by = (color: RequestRecord["color"]) =>
      isExplained(failing({ startMs: 1500, endMs: 1600, color }), [outage({})]);
    assert.deepEqual([by("green"), by(null), by("blue")], [false, true, true]);
  });

  it("no answer that the outage does not cause", () => {
    const of = (status: number | null, what: OutageFact["what"]) =>
      isExplained(failing({ startMs: 1500, endMs: 1600, status, color: null }), [
        outage({ what, color: null }),
      ]);
    assert.equal(of(500, "instance"), false);
    assert.equal(of(503, "color"), true);
    assert.equal(of(500, "sessionStore"), true);
    assert.equal(of(502, "sessionStore"), false);
    assert.equal(of(500, "database"), false);
  });

  it("of the assets proxy, nothing but assets", () => {
    const of = (kind: RequestRecord["kind"]) =>
      isExplained(failing({ kind, startMs: 1500, endMs: 1600, color: null }), [
        outage({ what: "assets", color: null }),
      ]);
    assert.deepEqual([of("asset"), of("session")], [true, false]);
  });

  it("never a lost session", () => {
    const lost = failing({ startMs: 1500, endMs: 1600, status: 200, sessionLost: true });
    assert.equal(isExplained({ ...lost, status: null }, [outage({ color: null })]), false);
  });

  it("a chat that ended with its instance, and none that Redis could have ended", () => {
    const chat = aRecord(0, { kind: "stream", endMs: 1500, cut: true, color: "blue" });
    assert.equal(isCutBy(chat, [outage({})]), true);
    assert.equal(isCutBy(chat, [outage({ what: "sessionStore", color: null })]), false);
    assert.equal(isCutBy({ ...chat, cut: false }, [outage({})]), false);
  });
});
