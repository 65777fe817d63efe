import assert from "node:assert/strict";
import { CronJobs } from "../../drill/cloud/kubernetes/cronJobs";
import { cronJob } from "../../drill/cloud/kubernetes/objects";
import type { MetricName } from "../../drill/cloud/monitoring/metrics";
import { Clock } from "../../drill/clock";
import { until } from "./support/world";

/** An hour is 20 ms, a day 480. */
const CLOCK = new Clock(180_000);

function dumping(every: string, schedule: string) {
  const env = [
    { name: "STACK", value: "prod" },
    { name: "EVERY", value: every },
  ];
  const pod = { spec: { restartPolicy: "Never", containers: [{ name: "dump", env }] } };
  return cronJob.parse({
    metadata: { name: `backups-${every}`, namespace: "lobechat" },
    spec: { schedule, jobTemplate: { spec: { template: pod } } },
  });
}

describe("the stand-in's CronJobs", () => {
  let counted: MetricName[];
  let jobs: CronJobs;
  beforeEach(() => {
    counted = [];
    jobs = new CronJobs(CLOCK, (metric) => counted.push(metric));
  });

  it("count a good backup once they are there, and from then on by their schedule", async () => {
    jobs.put("hourly", dumping("hourly", "7 * * * *"));
    jobs.put("daily", dumping("daily", "17 3 * * *"));
    const ofEvery = (every: string) =>
      counted.filter(({ dimensions }) => dimensions["Every"] === every).length;
    assert.deepEqual([ofEvery("hourly"), ofEvery("daily")], [1, 1]);
    await until("three hours are over", () => Promise.resolve(ofEvery("hourly") > 3));
    assert.equal(ofEvery("daily"), 1);
    jobs.remove("hourly");
    jobs.remove("daily");
    assert.deepEqual(counted[0], {
      ...{ namespace: "LobeChat/Backups", name: "GoodBackups" },
      dimensions: { Stack: "prod", Every: "hourly" },
    });
  });

  it("are had by their names, as they were told last, until they are gone", () => {
    jobs.put("id", dumping("hourly", "7 * * * *"));
    jobs.put("id", dumping("hourly", "8 * * * *"));
    assert.equal(jobs.get("backups-hourly")?.spec.schedule, "8 * * * *");
    assert.equal(counted.length, 1);
    jobs.remove("id");
    assert.equal(jobs.get("backups-hourly"), undefined);
  });
});
