import assert from "node:assert/strict";
import { deployedOnce } from "./support/deployedOnce";
import { policiesOf } from "./support/policies";
import { changed, DUMP_IMAGES, production } from "./support/stacks";
import type { StateResource } from "./support/told";

const nameOf = ({ urn }: StateResource) => urn.slice(urn.lastIndexOf("::") + 2);

describe("backups", () => {
  let resources: StateResource[];
  before(async () => {
    resources = await deployedOnce(changed(production(), { snapshots: DUMP_IMAGES }));
  });
  const of = (type: string) => resources.filter((resource) => resource.type === type);

  it("are made every hour, day and week, one at a time, and end", () => {
    const jobs = of("kubernetes:batch/v1:CronJob").map((job) => ({
      name: nameOf(job),
      spec: job.inputs["spec"] as Record<string, unknown>,
    }));
    assert.deepEqual(jobs.map(({ name }) => name).sort(), [
      ...["backups-daily", "backups-hourly", "backups-weekly"],
    ]);
    for (const { name, spec } of jobs) {
      assert.equal(spec["concurrencyPolicy"], "Forbid", name);
      assert.equal(typeof spec["startingDeadlineSeconds"], "number", name);
      const { spec: job } = spec["jobTemplate"] as { spec: Record<string, unknown> };
      assert.equal(typeof job["activeDeadlineSeconds"], "number", name);
    }
  });

  it("lie in the bucket for dumps, also where RDS makes the snapshots, and go by its rules", () => {
    const rules = of("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
      .filter((each) => nameOf(each) === "snapshots")
      .flatMap(({ inputs }) => inputs["rules"] as Record<string, Record<string, unknown>>[])
      .filter(({ filter }) => String(filter?.["prefix"]).startsWith("backups/"))
      .map(({ filter, expiration, noncurrentVersionExpiration }) => [
        filter?.["prefix"],
        expiration?.["days"],
        noncurrentVersionExpiration?.["noncurrentDays"],
      ]);
    assert.deepEqual(rules, [
      ["backups/hourly/", 1, 3],
      ["backups/daily/", 7, 7],
      ["backups/weekly/", 28, 28],
    ]);
    const versioned = of("aws:s3/bucketVersioning:BucketVersioning").map(nameOf);
    assert.ok(versioned.includes("snapshots"));
  });

  it("are written by pods that can neither read nor delete one", () => {
    assert.deepEqual(policiesOf(resources)["RolePolicy backups"], [
      "Allow s3:PutObject, s3:AbortMultipartUpload on <Bucket snapshots>/backups/*",
      'Allow s3:ListBucket on <Bucket snapshots> if {"StringLike":{"s3:prefix":"backups/*"}}',
      'Allow cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"LobeChat/Backups"}}',
    ]);
  });

  it("are made by pods that reach as much as the app's, and nothing beside it", () => {
    const own = of("kubernetes:networking.k8s.io/v1:NetworkPolicy").filter(({ inputs }) =>
      JSON.stringify(inputs).includes('"app.kubernetes.io/name":"backups"'),
    );
    // Policies add up: one of their own could only open what the namespace's keep closed.
    assert.deepEqual(own.map(nameOf), []);
  });

  it("are missed by an alarm when none was good for longer than the RPO allows", () => {
    const [alarm] = of("aws:cloudwatch/metricAlarm:MetricAlarm").filter(
      (each) => nameOf(each) === "backups-stale",
    );
    const { treatMissingData, period, evaluationPeriods, datapointsToAlarm } = alarm?.inputs ?? {};
    assert.deepEqual([treatMissingData, period], ["breaching", 300]);
    assert.deepEqual([evaluationPeriods, datapointsToAlarm], [15, 15]);
  });

  it("are not made without an image to make them, nor where they are not wanted", async () => {
    const tools = { awsImage: DUMP_IMAGES.awsImage };
    for (const changes of [{ snapshots: tools }, { snapshots: DUMP_IMAGES, backups: false }]) {
      const types = (await deployedOnce(changed(production(), changes))).map(({ type }) => type);
      assert.ok(!types.includes("kubernetes:batch/v1:CronJob"));
    }
  });
});
