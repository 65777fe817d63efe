import assert from "node:assert/strict";
import { z } from "zod";
import { dashboardBody } from "../../../components/aws/dashboardBody";
import { COLORS } from "../../../config/color";

const BODY = z.object({
  widgets: z.array(
    z.object({
      type: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      properties: z.looseObject({
        title: z.string(),
        metrics: z.array(z.array(z.unknown())).optional(),
        alarms: z.array(z.string()).optional(),
        start: z.string().optional(),
        annotations: z.object({ horizontal: z.array(z.object({ value: z.number() })) }).optional(),
      }),
    }),
  ),
});

const ALARM = "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:lobechat-prod-blue";

const text = dashboardBody({
  region: "eu-central-1",
  stack: "prod",
  balancer: "app/edge/1",
  targetGroups: { blue: "targetgroup/blue/2", green: "targetgroup/green/3" },
  cluster: "lobechat-prod",
  namespace: "lobechat",
  nodes: ["sessions-001", "sessions-002"],
  alarmArns: [ALARM],
  limits: {
    ...{ emails: [], errorPercent: 5, minRequests: 20, p99Seconds: 20, restarts: 3 },
    ...{ balancerErrors: 10, redisMemoryPercent: 70, sloPercent: 99.9, sloDays: 30 },
  },
});
const { widgets } = BODY.parse(JSON.parse(text));

function widget(title: string) {
  const found = widgets.find(({ properties }) => properties.title.startsWith(title));
  assert.ok(found, `no widget ${title}`);
  return found.properties;
}

/** Names of the metrics that a widget reads, each once. */
function metricsOf(title: string): string[] {
  const named = (widget(title).metrics ?? []).map(([first, name]) =>
    typeof first === "string" ? `${first} ${String(name)}` : undefined,
  );
  return [...new Set(named.filter((name) => name !== undefined))];
}

const OF_COLORS = [
  "Requests a minute",
  "Flips",
  "5xx in percent",
  "p99",
  "Healthy pods",
  "Restarts",
] as const;

describe("the dashboard", () => {
  for (const title of OF_COLORS) {
    it(`shows blue beside green: ${title}`, () => {
      const rows = (widget(title).metrics ?? []).map((row) => JSON.stringify(row));
      const [ofBlue, ofGreen] = COLORS.map((color) => rows.filter((row) => row.includes(color)));
      assert.ok((ofBlue ?? []).length > 0);
      assert.equal(ofBlue?.length, ofGreen?.length);
      assert.equal((ofBlue?.length ?? 0) + (ofGreen?.length ?? 0), rows.length);
    });
  }

  it("reads metrics by the names under which AWS has them", () => {
    const read = widgets.flatMap(({ properties }) => metricsOf(properties.title));
    assert.deepEqual([...new Set(read)].toSorted(), [
      "AWS/ApplicationELB HTTPCode_ELB_4XX_Count",
      "AWS/ApplicationELB HTTPCode_ELB_5XX_Count",
      "AWS/ApplicationELB HTTPCode_Target_4XX_Count",
      "AWS/ApplicationELB HTTPCode_Target_5XX_Count",
      "AWS/ApplicationELB HealthyHostCount",
      "AWS/ApplicationELB RequestCount",
      "AWS/ApplicationELB TargetResponseTime",
      "AWS/ElastiCache CacheHitRate",
      "AWS/ElastiCache CurrConnections",
      "AWS/ElastiCache DatabaseMemoryUsagePercentage",
      "AWS/ElastiCache Evictions",
      "ContainerInsights pod_number_of_container_restarts",
      "LobeChat Flips",
    ]);
  });

  it("tells a flip by the dimensions with which the guard counts it", () => {
    assert.deepEqual(
      (widget("Flips").metrics ?? []).map((row) => row.slice(0, 6)),
      COLORS.map((color) => ["LobeChat", "Flips", "Stack", "prod", "Color", color]),
    );
  });

  it("draws where alarms fire", () => {
    const limits = (
      ["5xx in percent", "p99", "Restarts", "5xx of the load", "Sessions: memory"] as const
    ).map((title) => widget(title).annotations?.horizontal[0]?.value);
    assert.deepEqual(limits, [5, 20, 3, 10, 70]);
  });

  it("burns the error budget down over the days of the promise", () => {
    const { start, metrics } = widget("Error budget left: 99.9 % over 30 days");
    assert.equal(start, "-P30D");
    assert.match(JSON.stringify(metrics?.at(-1)), /100 - 100 \* RUNNING_SUM\(.*\) \* 0\.001\)/);
  });

  it("shows each node of the session store, and the state of the alarms", () => {
    for (const title of ["memory", "evictions", "connections", "hits"])
      assert.equal(widget(`Sessions: ${title}`).metrics?.length, 2);
    assert.deepEqual(widget("Alarms").alarms, [ALARM]);
  });

  it("lays no widget over another, and none beyond the edge", () => {
    const cells = widgets.flatMap(({ x, y, width }) =>
      Array.from({ length: width }, (_, at) => `${x + at}/${y}`),
    );
    assert.equal(new Set(cells).size, cells.length);
    assert.ok(widgets.every(({ x, width }) => x + width <= 24));
  });
});
