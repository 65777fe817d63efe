import assert from "node:assert/strict";
import type { Facts } from "../../drill/report/promises/facts";
import { promises } from "../../drill/report/promises/promises";
import type { Promised } from "../../drill/report/report";
import { aFlip, aStep, anUpdate, changed, someTraffic } from "./sampleParts";
import { SAMPLE_FACTS } from "./sampleReport";

const NOTHING: Facts = {
  platform: "aws",
  steps: [],
  flips: [],
  traffic: someTraffic({ requests: 0 }),
  ...{ jobs: [], releases: [], images: [], withoutCluster: [], types: [], unreadableVersions: [] },
  hangs: [],
  secrets: null,
};

function judge(rule: Promised["rule"], facts: Partial<Facts>): Promised {
  const found = promises({ ...SAMPLE_FACTS, ...facts }).find((promised) => promised.rule === rule);
  assert.ok(found);
  return found;
}

/** The sample's steps with one of them changed. */
function stepsWith(id: string, change: Partial<Facts["steps"][number]>): Facts["steps"] {
  return SAMPLE_FACTS.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
}

function assertBroken(promised: Promised, evidence: Promised["evidence"]): void {
  assert.deepEqual([promised.held, promised.evidence], [false, evidence]);
}

describe("the judgement", () => {
  describe("the eleven promises", () => {
    it("are all there, in order, and those that were exercised are held in the sample", () => {
      const states = promises(SAMPLE_FACTS).map(({ rule, held }) => [rule, held]);
      const held = [1, 2, 3, 5, 6, 7, 8, 10, 11];
      assert.deepEqual(
        states,
        Array.from({ length: 11 }, (_, at) => [at + 1, held.includes(at + 1) ? true : null]),
      );
    });

    it("are not held when nothing happened", () => {
      assert.deepEqual(new Set(promises(NOTHING).map(({ held }) => held)), new Set([null]));
    });

    it("are not exercised by a flip that was refused", () => {
      const refused = { check: "c", expected: "e", seen: "s", triedMs: 1, message: "m" };
      const flips = [aFlip("flip-to-green", { refused, resourcesChanged: 0, usersMovedMs: null })];
      assert.deepEqual([judge(1, { flips }).held, judge(6, { flips }).held], [null, null]);
    });
  });

  describe("promise 1, one resource", () => {
    it("is broken by a flip that changes two", () => {
      const update = anUpdate([changed("rule", "traffic"), changed("deployment", "green")]);
      const steps = stepsWith("flip-to-green", { update });
      const flips = [aFlip("flip-to-green", { resourcesChanged: 2 })];
      assertBroken(judge(1, { steps, flips }), [
        { step: "flip-to-green", text: "2 resources changed: traffic, green" },
      ]);
    });

    it("is broken by a flip that changes something else", () => {
      const flips = [aFlip("flip-to-green", { changedType: "aws:lb/listener:Listener" })];
      assertBroken(judge(1, { flips }), [
        {
          step: "flip-to-green",
          text: "it changed a aws:lb/listener:Listener and not the traffic rule",
        },
      ]);
    });

    it("is broken by a rollback that changes another rule than the flip did", () => {
      const update = anUpdate([changed("rule", "blue-preview")]);
      const broken = judge(1, { steps: stepsWith("rollback-to-blue", { update }) });
      assert.deepEqual([broken.held, broken.evidence[0]?.step], [false, "rollback-to-blue"]);
    });
  });

  describe("promise 2, the other color", () => {
    for (const [what, resource] of [
      ["the other color's Deployment", changed("deployment", "blue")],
      ["something named after the other color", changed("job", "blue-autoscaler")],
      ["the traffic rule", changed("rule", "traffic")],
    ] as const) {
      it(`is broken by a release that changes ${what}`, () => {
        const steps = stepsWith("release-to-green", { update: anUpdate([resource]) });
        assertBroken(judge(2, { steps }), [
          {
            step: "release-to-green",
            text: `update of ${resource.type} "${resource.name}" in a release to green`,
          },
        ]);
      });
    }
  });

  describe("promise 3, snapshot first", () => {
    const [snapshot, migration, failed] = SAMPLE_FACTS.jobs;
    assert.ok(snapshot && migration && failed);

    it("is broken by a migration that began before its snapshot had ended", () => {
      const jobs = [snapshot, { ...migration, startMs: 5999 }];
      assertBroken(judge(3, { jobs }), [
        { step: "release-to-green", text: "migration-2.1.26 began before its snapshot was there" },
      ]);
    });

    it("is broken by a migration whose snapshot failed", () => {
      const jobs = [{ ...snapshot, outcome: "failed" as const }, migration];
      assert.equal(judge(3, { jobs }).held, false);
    });

    it("is broken by a Job that runs again for the same release", () => {
      const again = { ...snapshot, startMs: 10_100, endMs: 10_900 };
      assertBroken(judge(3, { jobs: [snapshot, migration, again] }), [
        { step: "flip-to-green", text: "snapshot-2.1.26 ran a second time" },
      ]);
    });

    it("is broken by a Deployment that changes though the snapshot failed", () => {
      const update = anUpdate([changed("deployment", "green")]);
      assertBroken(judge(3, { steps: stepsWith("release-without-snapshot", { update }) }), [
        {
          step: "release-without-snapshot",
          text: 'the Deployment "green" changed though snapshot-2.1.27 failed',
        },
      ]);
    });

    it("is not exercised by a snapshot alone", () => {
      assert.equal(judge(3, { jobs: [snapshot] }).held, null);
    });
  });

  describe("promise 6, users", () => {
    it("is broken by users who are still there after two seconds", () => {
      assertBroken(judge(6, { flips: [aFlip("flip-to-green", { usersMovedMs: 2001 })] }), [
        { step: "flip-to-green", text: "blue still answered users after 2001 ms" },
      ]);
    });

    it("holds when the last user moves after two seconds sharp", () => {
      assert.equal(
        judge(6, { flips: [aFlip("flip-to-green", { usersMovedMs: 2000 })] }).held,
        true,
      );
    });

    for (const [change, text] of [
      [{ sessionsLost: 1 }, "1 session lost"],
      [{ assetsLost: 2 }, "2 assets lost"],
      [{ streamsCut: 1 }, "1 stream cut"],
      [
        {
          failed: 2,
          failures: [{ color: null, status: null, count: 2, firstMs: 9100, lastMs: 1 }],
        },
        "2 requests failed without an answer from 9.1 s on",
      ],
    ] as const) {
      it(`is broken by ${text}`, () => {
        const traffic = someTraffic({
          ...change,
          failures: "failures" in change ? [...change.failures] : [],
        });
        const steps = stepsWith("no-change", { traffic });
        assertBroken(judge(6, { steps }), [{ step: "no-change", text }]);
        const between = judge(6, { traffic });
        assertBroken(between, [{ step: "no-change", text }]);
      });
    }
  });

  describe("promise 7, a combination", () => {
    const [first] = SAMPLE_FACTS.releases;
    assert.ok(first);

    it("is broken by a color that answers another version than was released", () => {
      assertBroken(judge(7, { releases: [{ ...first, previewVersion: "2.1.25" }] }), [
        { step: "release-to-green", text: "green answered 2.1.25 after the release of 2.1.26" },
      ]);
    });

    it("is broken by a release that changes no Deployment of its color", () => {
      const steps = stepsWith("release-to-green", {
        update: anUpdate([changed("deployment", "blue")]),
      });
      assert.equal(judge(7, { steps, releases: [first] }).held, false);
    });

    it("is not exercised when nobody asked the preview route", () => {
      assert.equal(judge(7, { releases: [{ ...first, previewVersion: null }] }).held, null);
    });
  });

  describe("promise 8, images", () => {
    it("is broken by an image that is named by its tag", () => {
      const images = [
        { step: "s", workload: 'the Deployment "green"', image: "lobehub/lobehub:2.1.26" },
      ];
      assertBroken(judge(8, { images }), [
        {
          step: "s",
          text: 'the Deployment "green" names lobehub/lobehub:2.1.26, which is no digest',
        },
      ]);
    });
  });

  describe("promise 11, the schema", () => {
    it("is broken by a config that was not refused", () => {
      const steps = [aStep("unreadable-version", { kind: "config", outcome: "succeeded" })];
      assertBroken(judge(11, { steps }), [
        {
          step: "unreadable-version",
          text: "a version that cannot read the schema was not refused: succeeded",
        },
      ]);
    });

    it("is not exercised by other bad config", () => {
      assert.equal(judge(11, { unreadableVersions: [] }).held, null);
    });
  });
});
