/** A panel's question to Prometheus, and the name of its curve. */
export interface Query {
  expr: string;
  legend: string;
}

interface Panel {
  title: string;
  description: string;
  unit: string;
  queries: readonly Query[];
}

/** Each colour's containers stand behind a service of Traefik's that is called like it, in a file of its own. */
const COLORS = ["blue", "green"] as const;

/** What shows blue beside green, and what both share. */
export const PANELS: readonly Panel[] = [
  {
    title: "Requests per second",
    description: "A flip is where the two curves cross.",
    unit: "reqps",
    queries: perColor((color) => `sum(rate(traefik_service_requests_total${of(color)}[1m]))`),
  },
  {
    title: "Latency, 99th percentile",
    description: "Holds the time to a model's first token.",
    unit: "s",
    queries: perColor(
      (color) =>
        `histogram_quantile(0.99, sum by (le) (rate(traefik_service_request_duration_seconds_bucket${of(color)}[5m])))`,
    ),
  },
  {
    title: "Answers of 5xx, share",
    description: "More than 5 % of a colour that serves is a reason to go back.",
    unit: "percentunit",
    queries: perColor(
      (color) =>
        `sum(rate(traefik_service_requests_total${of(color, 'code=~"5.."')}[1m])) / sum(rate(traefik_service_requests_total${of(color)}[1m]))`,
    ),
  },
  {
    title: "Healthy containers",
    description: "By Traefik's own checks of /api/version.",
    unit: "short",
    queries: perColor((color) => `sum(traefik_service_server_up${of(color)})`),
  },
  {
    title: "Answers of 429",
    description: "Who asks more often than lobechat:rateLimit allows.",
    unit: "reqps",
    queries: [
      { expr: 'sum(rate(traefik_entrypoint_requests_total{code="429"}[1m]))', legend: "429" },
    ],
  },
  {
    title: "Open connections",
    description: "Chats that stream are among them.",
    unit: "short",
    queries: [{ expr: 'sum(traefik_open_connections{entrypoint="web"})', legend: "connections" }],
  },
  {
    title: "Redis: hits, share",
    description: "Falls when sessions are lost or expire.",
    unit: "percentunit",
    queries: [
      {
        expr: "rate(redis_keyspace_hits_total[5m]) / (rate(redis_keyspace_hits_total[5m]) + rate(redis_keyspace_misses_total[5m]))",
        legend: "hits",
      },
    ],
  },
  {
    title: "Redis: memory, share",
    description: "Nothing is evicted: what is full refuses sign-ins.",
    unit: "percentunit",
    queries: [{ expr: "redis_memory_used_bytes / redis_memory_max_bytes", legend: "used" }],
  },
];

function of(color: string, more?: string): string {
  return `{${[`service="${color}@file"`, ...(more === undefined ? [] : [more])].join(",")}}`;
}

function perColor(exprOf: (color: string) => string): Query[] {
  return COLORS.map((color) => ({ expr: exprOf(color), legend: color }));
}

/** The dashboard of a stack on Docker, as Grafana imports it: it asks which Prometheus to read. */
export function dockerDashboard(): string {
  const dashboard = {
    __inputs: [
      { name: "DS_PROMETHEUS", label: "Prometheus", type: "datasource", pluginId: "prometheus" },
    ],
    title: "LobeChat, blue and green",
    uid: "lobechat-blue-green",
    tags: ["lobechat"],
    schemaVersion: 39,
    time: { from: "now-1h", to: "now" },
    refresh: "10s",
    panels: PANELS.map(panelAt),
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

function panelAt({ title, description, unit, queries }: Panel, index: number) {
  const datasource = { type: "prometheus", uid: "${DS_PROMETHEUS}" };
  return {
    id: index + 1,
    type: "timeseries",
    ...{ title, description, datasource },
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    fieldConfig: {
      defaults: { unit, min: 0 },
      overrides: COLORS.map((color) => ({
        matcher: { id: "byName", options: color },
        properties: [{ id: "color", value: { mode: "fixed", fixedColor: color } }],
      })),
    },
    targets: queries.map(({ expr, legend }, at) => ({
      refId: String.fromCharCode(65 + at),
      ...{ expr, datasource, legendFormat: legend },
    })),
  };
}
