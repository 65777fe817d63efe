import assert from "node:assert/strict";
import { alarmsCost } from "../../../docs/costs";
import { urnName } from "../../../drill/engine/urn";
import { COLORS, type Color } from "../../../config/color";
import { QUIET, WatchStack, type Made } from "./watchStack";

/** Of an alarm, what decides when it fires. */
const DECIDES = [
  ...["comparisonOperator", "threshold", "evaluationPeriods", "datapointsToAlarm"],
  ...["treatMissingData", "metricName", "namespace", "statistic", "period", "dimensions"],
];

const EMAILS = ["ops@example.com", "lead@example.com"];
const watched = { ...QUIET, limits: { ...QUIET.limits, emails: EMAILS } };

describe("alarms", () => {
  let stack: WatchStack;
  let alarms: Map<string, Made>;
  let composites: Map<string, Made>;
  before(async () => {
    stack = await WatchStack.open();
    await stack.up(watched);
    alarms = await stack.made("MetricAlarm");
    composites = await stack.made("CompositeAlarm");
  });
  after(() => stack.close());

  function decisionOf(name: string): Record<string, unknown> {
    const inputs = alarms.get(name)?.inputs ?? {};
    return Object.fromEntries(
      DECIDES.filter((key) => key in inputs).map((key) => [key, inputs[key]]),
    );
  }

  /** What is computed, and of which metrics. */
  function mathOf(name: string): unknown {
    const queries = (alarms.get(name)?.inputs["metricQueries"] ?? []) as {
      id: string;
      expression?: string;
      metric?: { metricName: string; stat: string; period: number; dimensions: object };
    }[];
    return queries.map(({ id, expression, metric }) =>
      metric === undefined
        ? expression
        : [id, metric.metricName, metric.stat, metric.period, Object.values(metric.dimensions)],
    );
  }

  it("are these, by names that whoever is woken can read", () => {
    const names = [...alarms.values(), ...composites.values()]
      .map(({ inputs }) => String(inputs["name"] ?? inputs["alarmName"]))
      .toSorted();
    assert.deepEqual(
      names,
      [
        ...COLORS.flatMap((color) =>
          ["", "-errors", "-hosts", "-p99", "-restarts"].map((kind) => `${color}${kind}`),
        ),
        "backups-stale",
        "balancer-errors",
        ...["1", "2"].flatMap((node) =>
          ["connections", "evictions", "hits", "memory"].map((kind) => `sessions-${node}-${kind}`),
        ),
        ...["slo-fast", "slo-slow"],
      ]
        .map((name) => `lobechat-prod-${name}`)
        .toSorted(),
    );
  });

  it("tell of 5xx in percent of a color's requests, from a floor of requests on", () => {
    const group = ["app/edge/1", "targetgroup/blue/2"];
    assert.deepEqual(mathOf("blue-errors"), [
      ["failed", "HTTPCode_Target_5XX_Count", "Sum", 60, group],
      ["requests", "RequestCount", "Sum", 60, group],
      "IF(FILL(requests, 0) >= 20, 100 * FILL(failed, 0) / requests, 0)",
    ]);
    assert.deepEqual(decisionOf("blue-errors"), {
      ...{ comparisonOperator: "GreaterThanThreshold", threshold: 5 },
      ...{ evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData: "notBreaching" },
    });
  });

  it("tell of slow answers by the same floor", () => {
    assert.deepEqual((mathOf("green-p99") as unknown[]).slice(1), [
      ["requests", "RequestCount", "Sum", 60, ["app/edge/1", "targetgroup/green/3"]],
      "IF(FILL(requests, 0) >= 20, FILL(slowest, 0), 0)",
    ]);
    assert.equal(decisionOf("green-p99")["threshold"], 20);
  });

  it("tell when fewer than half of a color's pods are healthy, and when no pod says anything", () => {
    assert.deepEqual(decisionOf("green-hosts"), {
      ...{ comparisonOperator: "LessThanThreshold", threshold: 3 },
      ...{ evaluationPeriods: 2, datapointsToAlarm: 2, treatMissingData: "breaching" },
      ...{ metricName: "HealthyHostCount", namespace: "AWS/ApplicationELB", statistic: "Minimum" },
      ...{ period: 60 },
      dimensions: { LoadBalancer: "app/edge/1", TargetGroup: "targetgroup/green/3" },
    });
  });

  it("tell of three restarts in five minutes, of a color's pods together", () => {
    assert.deepEqual(decisionOf("blue-restarts"), {
      ...{ comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 3 },
      ...{ evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: "notBreaching" },
      ...{ metricName: "pod_number_of_container_restarts", namespace: "ContainerInsights" },
      ...{ statistic: "Sum", period: 300 },
      dimensions: { ClusterName: "lobechat-prod", Namespace: "lobechat", PodName: "blue" },
    });
  });

  it("join 5xx and too few pods into the one that traffic goes by, and p99 and restarts are none of it", () => {
    for (const color of COLORS) {
      const rule = composites.get(color)?.inputs["alarmRule"];
      const members = `ALARM("lobechat-prod-${color}-errors") OR ALARM("lobechat-prod-${color}-hosts")`;
      assert.equal(rule, members);
    }
  });

  it("tell everything once: the members of a joined alarm are silent", () => {
    const [topic] = (composites.get("blue")?.inputs["alarmActions"] ?? []) as string[];
    assert.match(topic ?? "", /:lobechat-prod-alarms$/);
    const silent = [...alarms.values()]
      .filter(({ inputs }) => (inputs["alarmActions"] as string[]).length === 0)
      .map(({ name }) => name);
    assert.deepEqual(silent.toSorted(), [
      "blue-errors",
      "blue-hosts",
      "green-errors",
      "green-hosts",
    ]);
    for (const { inputs } of [...alarms.values(), ...composites.values()])
      assert.deepEqual(inputs["okActions"], inputs["alarmActions"]);
  });

  it("tell when the error budget burns too fast, whoever fails", () => {
    assert.equal(decisionOf("slo-fast")["threshold"], 1.44);
    assert.equal(decisionOf("slo-slow")["threshold"], 0.6);
    assert.deepEqual((mathOf("slo-fast") as unknown[]).slice(0, 3), [
      ["failed", "HTTPCode_Target_5XX_Count", "Sum", 3600, ["app/edge/1"]],
      ["unanswered", "HTTPCode_ELB_5XX_Count", "Sum", 3600, ["app/edge/1"]],
      ["requests", "RequestCount", "Sum", 3600, ["app/edge/1"]],
    ]);
  });

  it("tell of the session store, node by node", () => {
    const dimensions = { CacheClusterId: "sessions-002" };
    assert.deepEqual(alarms.get("sessions-2-memory")?.inputs["dimensions"], dimensions);
    assert.equal(decisionOf("sessions-2-memory")["threshold"], 70);
    assert.equal(decisionOf("sessions-1-evictions")["threshold"], 0);
  });

  it("reach each address by mail", async () => {
    const mails = [...(await stack.made("TopicSubscription")).values()].map(({ inputs }) => [
      inputs["protocol"],
      inputs["endpoint"],
    ]);
    assert.deepEqual(mails.toSorted(), EMAILS.map((email) => ["email", email]).toSorted());
  });

  it("look for a color's pods only once these are there, and wait for nothing of the other color", () => {
    const waitsFor = (made: Made | undefined) =>
      (made?.dependencies ?? []).map(urnName).filter((name) => name !== "alarms");
    for (const color of COLORS) {
      assert.deepEqual(waitsFor(alarms.get(`${color}-errors`)), []);
      assert.deepEqual(waitsFor(alarms.get(`${color}-hosts`)), [`pods-${color}`]);
      const members = [`${color}-errors`, `${color}-hosts`];
      assert.deepEqual(waitsFor(composites.get(color)).toSorted(), members);
    }
  });

  it("have names that are known before the alarms are there", async () => {
    assert.deepEqual((await stack.outputs())["names"]?.value, {
      blue: "lobechat-prod-blue",
      green: "lobechat-prod-green",
    });
  });

  it("read as many metrics as docs/costs.md counts", () => {
    const metrics = [...alarms.values()].map(({ inputs }) => {
      const queries = (inputs["metricQueries"] ?? [{ metric: inputs }]) as { metric?: object }[];
      return queries.filter(({ metric }) => metric !== undefined).length;
    });
    const replicas = 1;
    const settings = { sessionStore: { nodeType: "", replicas }, backups: { clientImage: "" } };
    const [counted] = /\d+/.exec(alarmsCost(settings).what) ?? [];
    assert.equal(String(metrics.reduce((sum, count) => sum + count)), counted);
  });

  it("cannot fire for the pods of a cold color, and a color that is warmed changes that alarm alone", async () => {
    const minPods: Record<Color, number> = { blue: 2, green: 0 };
    assert.deepEqual(await stack.up({ ...watched, minPods }), ["update green-hosts"]);
    alarms = await stack.made("MetricAlarm");
    const { threshold, treatMissingData } = decisionOf("green-hosts");
    assert.deepEqual([threshold, treatMissingData], [0, "notBreaching"]);
  });
});
