import assert from "node:assert/strict";
import { createColors } from "picocolors";
import { openLiveView } from "../../drill/report/terminal/liveView";
import { paintFor } from "../../drill/report/terminal/paint";
import { trafficBar } from "../../drill/report/terminal/trafficBar";
import { SAMPLE } from "./sampleReport";

const ESCAPE = "\u001b";
const OPENING = { ...SAMPLE, users: 50, streams: 20 };
const [STEP] = SAMPLE.steps;

function output(more: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  return { ...more, written, write: (text: string) => written.push(text) };
}

describe("the live view", () => {
  const half = () => ({ blue: 25, green: 25 });

  function run(out: ReturnType<typeof output>, env: NodeJS.ProcessEnv): string {
    assert.ok(STEP);
    const view = openLiveView(out, OPENING, half, env);
    view.stepStarted(STEP.title);
    view.happening("creating Deployment blue");
    view.stepFinished(STEP);
    view.note("a note");
    view.close();
    return out.written.join("");
  }

  it("is plain lines, and no bar, when nobody watches", () => {
    const text = run(output(), {});
    assert.ok(!text.includes(ESCAPE) && !text.includes("█"));
    assert.deepEqual(text.split("\n").slice(6), [
      "✓ first deploy, blue active               84 of 84 created   in 3.2 s",
      "    releases 2.1.25 to blue and green: snapshot, migration, then 4 pods",
      "a note",
      "",
    ]);
  });

  it("draws the bar on a terminal, and takes it away before each line and at the end", () => {
    const text = run(output({ isTTY: true, columns: 120 }), { NO_COLOR: "1" });
    const bar = `${"█".repeat(12)}${"▓".repeat(12)}  blue 25  green 25`;
    assert.ok(text.includes(`${ESCAPE}[2K  ${bar}   0.0 s  first deploy, blue active: creating`));
    assert.ok(text.includes(`creating Deployment blue\r${ESCAPE}[2K✓ first deploy`));
    assert.ok(text.endsWith(`a note\n\r${ESCAPE}[2K`));
  });

  it("has colors on a terminal alone, and none with NO_COLOR", () => {
    assert.ok(run(output({ isTTY: true }), {}).includes(`${ESCAPE}[32m✓`));
    assert.ok(!run(output({ isTTY: true }), { NO_COLOR: "1" }).includes(`${ESCAPE}[3`));
  });

  for (const [columns, width] of [
    [undefined, 100],
    [40, 60],
    [97, 97],
    [240, 120],
  ] as const) {
    it(`uses ${String(width)} columns of ${String(columns)}`, () => {
      assert.equal(
        paintFor(columns === undefined ? output() : output({ columns }), {}).width,
        width,
      );
    });
  }

  for (const [blue, green, bar] of [
    [50, 0, "█".repeat(24)],
    [0, 50, "▓".repeat(24)],
    [40, 10, "█".repeat(19) + "▓".repeat(5)],
    [0, 0, "░".repeat(24)],
  ] as const) {
    it(`shows ${String(blue)} users on blue and ${String(green)} on green as ${bar}`, () => {
      const paint = { colors: createColors(false), width: 80 };
      const line = trafficBar(
        { users: { blue, green }, elapsedMs: 2340, happening: "flip" },
        paint,
      );
      assert.equal(line, `  ${bar}  blue ${String(blue)}  green ${String(green)}   2.3 s  flip`);
    });
  }

  it("keeps the bar on one line, whatever happens", () => {
    const paint = { colors: createColors(false), width: 80 };
    const moment = { users: half(), elapsedMs: 0, happening: "x".repeat(200) };
    assert.equal(trafficBar(moment, paint).length, 79);
  });
});
