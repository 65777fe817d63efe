import { COLORS, type Color } from "../../config/color";
import { FLIPS } from "../guard/countFlip";
import type { AlarmLimits } from "./alarmLimits";
import { errorBudget } from "./slo";

export interface DashboardFacts {
  region: string;
  stack: string;
  /** ARN suffixes, as AWS/ApplicationELB has them. */
  balancer: string;
  targetGroups: Record<Color, string>;
  cluster: string;
  /** Of Kubernetes. */
  namespace: string;
  /** Ids of the session store's nodes. */
  nodes: readonly string[];
  alarmArns: readonly string[];
  limits: AlarmLimits;
}

type Row = unknown[];

/** How curves of the colours are drawn. */
const INK: Record<Color, string> = { blue: "#1f77b4", green: "#2ca02c" };

const WIDTH = 24;
const HEIGHT = 6;

/** @returns the dashboard as CloudWatch takes it: what tells the colours apart first, both in each graph */
export function dashboardBody(facts: DashboardFacts): string {
  const rows = [
    [alarmStatus(facts)],
    [requests(facts), flips(facts)],
    [errors(facts), slowest(facts)],
    [hosts(facts), restarts(facts)],
    [budget(facts), balancer(facts), refused(facts)],
    sessions(facts),
  ];
  const widgets = rows.flatMap((row, y) =>
    row.map((widget, x) => {
      const width = WIDTH / row.length;
      return { ...widget, x: x * width, y: y * HEIGHT, width, height: HEIGHT };
    }),
  );
  return JSON.stringify({ widgets });
}

/** A graph. @param limit from where on an alarm fires */
function graph(
  { region }: DashboardFacts,
  title: string,
  metrics: Row[],
  limit?: { label: string; value: number },
) {
  return {
    type: "metric",
    properties: {
      ...{ title, region, metrics, view: "timeSeries", period: 60, yAxis: { left: { min: 0 } } },
      ...(limit === undefined ? {} : { annotations: { horizontal: [limit] } }),
    },
  };
}

function alarmStatus({ alarmArns }: DashboardFacts) {
  return { type: "alarm", properties: { title: "Alarms", alarms: alarmArns } };
}

/** Of each colour in its own ink. */
function ofColors(row: (color: Color) => Row[]): Row[] {
  return COLORS.flatMap(row);
}

function ofGroup(
  { balancer, targetGroups }: DashboardFacts,
  color: Color,
  metricName: string,
  how: object,
): Row {
  const dimensions = ["LoadBalancer", balancer, "TargetGroup", targetGroups[color]];
  return ["AWS/ApplicationELB", metricName, ...dimensions, { color: INK[color], ...how }];
}

function ofBalancer({ balancer }: DashboardFacts, metricName: string, how: object): Row {
  return ["AWS/ApplicationELB", metricName, "LoadBalancer", balancer, { stat: "Sum", ...how }];
}

function requests(facts: DashboardFacts) {
  const rows = ofColors((color) => [
    ofGroup(facts, color, "RequestCount", { stat: "Sum", label: color }),
  ]);
  return graph(facts, "Requests a minute: a flip is where they cross", rows);
}

function flips(facts: DashboardFacts) {
  const rows = ofColors((color) => {
    const dimensions = ["Stack", facts.stack, "Color", color];
    return [
      [
        FLIPS.namespace,
        FLIPS.metric,
        ...dimensions,
        { stat: "Sum", label: `to ${color}`, color: INK[color] },
      ],
    ];
  });
  return graph(facts, "Flips", rows);
}

function errors(facts: DashboardFacts) {
  const { errorPercent, minRequests } = facts.limits;
  const rows = ofColors((color) => {
    const hidden = { stat: "Sum", visible: false };
    const [failed, all] = [`${color}Failed`, `${color}Requests`];
    return [
      ofGroup(facts, color, "HTTPCode_Target_5XX_Count", { ...hidden, id: failed }),
      ofGroup(facts, color, "RequestCount", { ...hidden, id: all }),
      computed(`100 * FILL(${failed}, 0) / ${all}`, {
        ...{ id: `${color}Percent`, label: color, color: INK[color] },
      }),
    ];
  });
  const label = `alarm, from ${minRequests} requests a minute on`;
  return graph(facts, "5xx in percent", rows, { label, value: errorPercent });
}

function slowest(facts: DashboardFacts) {
  const rows = ofColors((color) => [
    ofGroup(facts, color, "TargetResponseTime", { stat: "p99", label: color }),
  ]);
  const limit = { label: "alarm", value: facts.limits.p99Seconds };
  return graph(facts, "p99 in seconds", rows, limit);
}

function hosts(facts: DashboardFacts) {
  const rows = ofColors((color) => [
    ofGroup(facts, color, "HealthyHostCount", { stat: "Minimum", label: color }),
  ]);
  return graph(facts, "Healthy pods", rows);
}

function restarts(facts: DashboardFacts) {
  const { cluster, namespace, limits } = facts;
  const rows = ofColors((color) => {
    const dimensions = ["ClusterName", cluster, "Namespace", namespace, "PodName", color];
    const how = { stat: "Sum", period: 300, label: color, color: INK[color] };
    return [["ContainerInsights", "pod_number_of_container_restarts", ...dimensions, how]];
  });
  const limit = { label: "alarm", value: limits.restarts };
  return graph(facts, "Restarts in 5 minutes", rows, limit);
}

/** Burns down from 100 over the days that the promise is about; below 0 it is broken. */
function budget(facts: DashboardFacts) {
  const { sloPercent, sloDays } = facts.limits;
  const hidden = { visible: false };
  const lost = "FILL(failed, 0) + FILL(unanswered, 0)";
  const all = "SUM(FILL(requests, 0)) + SUM(FILL(unanswered, 0))";
  const share = errorBudget(facts.limits) / 100;
  const properties = {
    ...graph(facts, `Error budget left: ${sloPercent} % over ${sloDays} days`, [
      ofBalancer(facts, "HTTPCode_Target_5XX_Count", { ...hidden, id: "failed" }),
      ofBalancer(facts, "HTTPCode_ELB_5XX_Count", { ...hidden, id: "unanswered" }),
      ofBalancer(facts, "RequestCount", { ...hidden, id: "requests" }),
      computed(`100 - 100 * RUNNING_SUM(${lost}) / ((${all}) * ${share})`, {
        ...{ id: "left", label: "percent left" },
      }),
    ]).properties,
    ...{ period: 3600, start: `-P${sloDays}D`, end: "P0D" },
    yAxis: { left: { max: 100 } },
  };
  return { type: "metric", properties };
}

function balancer(facts: DashboardFacts) {
  const rows = [ofBalancer(facts, "HTTPCode_ELB_5XX_Count", { label: "5xx", color: "#d62728" })];
  const limit = { label: "alarm", value: facts.limits.balancerErrors };
  return graph(facts, "5xx of the load balancer itself", rows, limit);
}

/** A load balancer counts no 429 by itself: a firewall's are among its 4xx, the app's among its targets'. */
function refused(facts: DashboardFacts) {
  return graph(facts, "4xx, 429 among them", [
    ofBalancer(facts, "HTTPCode_ELB_4XX_Count", { label: "load balancer and firewall" }),
    ofBalancer(facts, "HTTPCode_Target_4XX_Count", { label: "LobeChat" }),
  ]);
}

function sessions(facts: DashboardFacts) {
  const ofNodes = (metricName: string, stat: string): Row[] =>
    facts.nodes.map((node) => [
      ...["AWS/ElastiCache", metricName, "CacheClusterId", node],
      { stat, label: node },
    ]);
  const memory = { label: "alarm", value: facts.limits.redisMemoryPercent };
  return [
    graph(facts, "Sessions: memory in percent", ofNodes(MEMORY, "Maximum"), memory),
    graph(facts, "Sessions: evictions", ofNodes("Evictions", "Sum")),
    graph(facts, "Sessions: connections", ofNodes("CurrConnections", "Maximum")),
    graph(facts, "Sessions: hits in percent", ofNodes("CacheHitRate", "Average")),
  ];
}

const MEMORY = "DatabaseMemoryUsagePercentage";

function computed(expression: string, how: object): Row {
  return [{ expression, ...how }];
}
