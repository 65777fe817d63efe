import assert from "node:assert/strict";
import {
  movedMs,
  p99Flip,
  p99Steady,
  sinceStart,
  trafficBetween,
  usersOn,
} from "../../drill/report/measure";
import { percentile } from "../../drill/report/percentile";
import { timeline } from "../../drill/report/timeline";
import { aRecord } from "./records";

describe("the measuring", () => {
  describe("a percentile", () => {
    it("is the smallest value that so many do not exceed", () => {
      const values = Array.from({ length: 100 }, (_, index) => 100 - index);
      assert.deepEqual(
        [percentile(values, 50), percentile(values, 99), percentile([7], 99)],
        [50, 99, 7],
      );
    });

    it("of nothing is null", () => {
      assert.equal(percentile([], 50), null);
    });
  });

  describe("the traffic of a window", () => {
    it("is what began in it, whenever it ended", () => {
      const records = [
        aRecord(99),
        aRecord(100, { endMs: 5000 }),
        aRecord(199, { color: "green" }),
        aRecord(200),
      ];
      const { requests, byColor } = trafficBetween(records, 100, 200, 3);
      assert.equal(requests, 2);
      assert.deepEqual(byColor, { blue: 1, green: 1 });
    });

    it("counts failures, alike ones together, and everything that was lost", () => {
      const failed = { failed: true, status: 503, color: null };
      const records = [
        aRecord(3, failed),
        aRecord(1, failed),
        aRecord(2, { failed: true, status: null, color: null }),
        aRecord(4, { failed: true, sessionLost: true }),
        aRecord(5, { kind: "asset", assetLost: true, status: 404 }),
        aRecord(6, { kind: "stream", cut: true }),
      ];
      const seen = trafficBetween(records, 0, 10, 1);
      assert.deepEqual(seen.failures, [
        { color: null, status: 503, count: 2, firstMs: 1, lastMs: 3 },
        { color: null, status: null, count: 1, firstMs: 2, lastMs: 2 },
        { color: "blue", status: 200, count: 1, firstMs: 4, lastMs: 4 },
      ]);
      assert.deepEqual(
        [seen.failed, seen.sessionsLost, seen.assetsLost, seen.streams, seen.streamsCut],
        [4, 1, 1, 1, 1],
      );
    });

    it("leaves streams out of the latencies, which last as long as they were asked to", () => {
      const records = [aRecord(1), aRecord(2, { kind: "stream", endMs: 9000 })];
      const { p50Ms, p99Ms } = trafficBetween(records, 0, 10, 1);
      assert.deepEqual([p50Ms, p99Ms], [10, 10]);
    });

    it("knows no latency where nobody asked", () => {
      assert.equal(trafficBetween([], 0, 10, 1).p99Ms, null);
    });
  });

  describe("how long users stayed on the color that left", () => {
    const records = [
      aRecord(900, { kind: "stream", endMs: 9000 }),
      aRecord(990, { endMs: 1200 }),
      aRecord(1300),
      aRecord(1100),
      aRecord(1400, { color: "green" }),
      aRecord(3000),
    ];

    it("lasts from the acceptance to the start of the last request that it answered", () => {
      assert.equal(movedMs(records, 1000, "blue", 2000), 300);
    });

    it("counts a stream that began afterwards, and none that was open", () => {
      const late = aRecord(1500, { kind: "stream" });
      assert.equal(movedMs([...records, late], 1000, "blue", 2000), 500);
    });

    it("leaves out what was under way when the rule changed once more", () => {
      const underWay = aRecord(1990, { endMs: 2010 });
      assert.equal(movedMs([...records, underWay], 1000, "blue", 2000), 300);
    });

    it("is nothing when the first request already went to the other color", () => {
      assert.equal(movedMs([aRecord(1001, { color: "green" })], 1000, "blue", 2000), 0);
    });

    it("is told by each user's last request, streams left out", () => {
      const seen = [
        aRecord(1, { user: 1 }),
        aRecord(2, { user: 1, color: "green" }),
        aRecord(3, { user: 1, kind: "asset", color: null }),
        aRecord(2, { user: 2, color: "green" }),
        aRecord(1, { user: 2 }),
        aRecord(4, { user: 2, kind: "stream" }),
        aRecord(1, { user: 3 }),
      ];
      assert.deepEqual([usersOn(seen, "green", 0, 10), usersOn(seen, "blue", 0, 10)], [2, 1]);
    });
  });

  describe("the latency around a flip", () => {
    it("is taken over five seconds before and five from the acceptance on", () => {
      const records = [
        aRecord(4999, { endMs: 9999 }),
        aRecord(5000, { endMs: 5020 }),
        aRecord(9999, { endMs: 10_007 }),
        aRecord(10_000, { endMs: 10_030 }),
        aRecord(15_000, { endMs: 19_000 }),
      ];
      assert.equal(p99Steady(records, 10_000), 20);
      assert.equal(p99Flip(records, 10_000), 30);
    });
  });

  describe("the report's time", () => {
    it("begins with the drill", () => {
      const [record] = sinceStart([aRecord(1_700_000_000_500)], 1_700_000_000_000);
      assert.deepEqual([record?.startMs, record?.endMs], [500, 510]);
    });
  });

  describe("the timeline", () => {
    const both = (blue: number, green: number) => ({ blue, green });

    it("has a sample for each second, also for one without requests", () => {
      const records = [aRecord(10), aRecord(999), aRecord(2500, { failed: true, color: null })];
      const samples = timeline(records, [], 2600);
      assert.deepEqual(
        samples.map(({ atMs, requests, failed, p99Ms }) => [
          atMs,
          requests.blue,
          failed.none,
          p99Ms,
        ]),
        [
          [0, 2, 0, 10],
          [1000, 0, 0, null],
          [2000, 0, 1, 10],
        ],
      );
    });

    it("shows what was last observed by the end of each second", () => {
      const at = (atMs: number, green: number) => ({
        atMs,
        weights: both(100 - green, green),
        healthy: both(2, 2),
        streams: both(20, 0),
      });
      const samples = timeline([], [at(100, 0), at(900, 100), at(2100, 0)], 3000);
      assert.deepEqual(
        samples.map(({ weights }) => weights.green),
        [100, 100, 0],
      );
    });
  });
});
