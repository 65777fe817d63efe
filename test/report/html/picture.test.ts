import assert from "node:assert/strict";
import { marks } from "../../../drill/report/html/picture/marks";
import { moments } from "../../../drill/report/html/picture/moments";
import { picture } from "../../../drill/report/html/picture/picture";
import { rungAlarms } from "../../../drill/report/html/picture/ringing";
import {
  decades,
  roundTicks,
  timeLabel,
  timeTicks,
} from "../../../drill/report/html/picture/scale";
import type { Sample } from "../../../drill/report/report";
import { SAMPLE } from "../sampleReport";
import { aStep } from "../sampleParts";
import { TROUBLED } from "./troubledReport";

function sample(second: number, more: Partial<Sample> = {}): Sample {
  return {
    atMs: second * 1000,
    requests: { blue: 90, green: 10 },
    failed: { blue: 3, green: 0, none: 2 },
    p99Ms: 20,
    streams: { blue: second, green: 0 },
    weights: { blue: 1, green: 0 },
    healthy: { blue: 2, green: 2 },
    ...more,
  };
}

describe("the picture", () => {
  describe("its moments", () => {
    it("tell answered requests from failed ones, those that nobody answered too", () => {
      const [moment] = moments([sample(0)], 1000);
      assert.deepEqual(moment?.answered, { blue: 87, green: 10 });
      assert.equal(moment.failed, 5);
    });

    it("are seconds, the last of which ends with the drill", () => {
      const seen = moments([sample(0), sample(1)], 1400);
      assert.deepEqual(
        seen.map(({ fromMs, toMs }) => [fromMs, toMs]),
        [
          [0, 1000],
          [1000, 1400],
        ],
      );
    });

    it("are at most 180 in a drill of an hour, each with its worst latency and no request forgotten", () => {
      const hour = Array.from({ length: 3600 }, (_, second) =>
        sample(second, { p99Ms: second === 25 ? 900 : null }),
      );
      const seen = moments(hour, 3_600_000);
      assert.equal(seen.length, 180);
      assert.deepEqual(
        seen.slice(0, 3).map(({ p99Ms }) => p99Ms),
        [null, 900, null],
      );
      const requests = seen.reduce(
        (sum, { answered, failed, fromMs, toMs }) =>
          sum + ((answered.blue + answered.green + failed) * (toMs - fromMs)) / 1000,
        0,
      );
      assert.equal(Math.round(requests), 3600 * 102);
    });
  });

  describe("its scales", () => {
    it("end on a round number that nothing exceeds", () => {
      assert.deepEqual(roundTicks(189, 4), [0, 50, 100, 150, 200]);
      assert.deepEqual(roundTicks(4, 2), [0, 2, 4]);
      assert.deepEqual(roundTicks(0, 4), [0, 1]);
    });

    it("have powers of ten for latencies", () => {
      assert.deepEqual(decades([7, 4258]), [1, 10, 100, 1000, 10_000]);
      assert.deepEqual(decades([]), [10, 100]);
    });

    it("name times as a person would", () => {
      assert.deepEqual(timeTicks(107_000), [0, 20_000, 40_000, 60_000, 80_000, 100_000]);
      assert.deepEqual([40_000, 90_000, 300_000].map(timeLabel), ["40 s", "90 s", "5 min"]);
    });
  });

  describe("its marks", () => {
    it("stand where the load balancer took the rule, by the number of their step, and say where users went", () => {
      const flip = marks(TROUBLED).find(({ step }) => step === "flip-to-green");
      assert.deepEqual(flip, {
        ...{ step: "flip-to-green", number: 4, atMs: 41_000, kind: "flip", to: "green" },
        ...{ title: "flip to green", lane: 0 },
      });
    });

    it("show a flip that was refused as one that went nowhere", () => {
      const steps = [
        aStep("flip-to-green", { kind: "flip", expected: "refused", outcome: "refused" }),
      ];
      const [mark] = marks({ ...SAMPLE, steps });
      assert.deepEqual([mark?.kind, mark?.to], ["refused", null]);
    });

    it("never hide each other: what is near goes a lane deeper", () => {
      const steps = [0, 1000, 2000, 20_000].map((startMs, index) =>
        aStep(`release-${String(index)}`, { kind: "release", startMs }),
      );
      const lanes = marks({ ...SAMPLE, steps, durationMs: 100_000 }).map(({ lane }) => lane);
      assert.deepEqual(lanes, [0, 1, 2, 0]);
    });
  });

  describe("its alarms", () => {
    it("are those that rang, from then until they were well, or until the end", () => {
      const spans = rungAlarms(TROUBLED.alarms, 90_000).map(({ name, ringing }) => [
        name,
        ...ringing.map(({ fromMs, toMs }) => [fromMs, toMs]),
      ]);
      assert.deepEqual(spans, [
        ["lobechat-green", [62_800, 71_000]],
        ["lobechat-slo", [64_000, 90_000]],
      ]);
    });
  });

  describe("as a whole", () => {
    it("has red for the seconds in which requests failed, and a mark for each flip and fault", () => {
      const { text } = picture(TROUBLED);
      const failed = [...text.matchAll(/<path class="failed" d="([^"]*)"/g)].map(([, d]) => d);
      assert.equal(failed.length, 2);
      // The 52nd second, and the 61st to the 66th: where each stroke begins.
      const begin = [...(failed[1] ?? "").matchAll(/M(\d+),/g)].map(([, ms]) => Number(ms));
      assert.deepEqual(begin, [52_000, 61_000]);
      assert.equal(text.match(/class="mark fault"/g)?.length, 2);
      assert.equal(text.match(/class="mark green"/g)?.length, 2);
    });

    it("is left out where nothing was measured", () => {
      assert.equal(picture(SAMPLE).text, "");
    });
  });
});
