import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dockerDashboard, PANELS } from "../../docs/dockerDashboard";

/** pkg/observability/metrics/prometheus.go of Traefik, and the maps of exporter/exporter.go of redis_exporter. */
const METRICS = [
  "traefik_service_requests_total",
  "traefik_service_request_duration_seconds_bucket",
  "traefik_service_server_up",
  "traefik_entrypoint_requests_total",
  "traefik_open_connections",
  "redis_keyspace_hits_total",
  "redis_keyspace_misses_total",
  "redis_memory_used_bytes",
  "redis_memory_max_bytes",
];

describe("the dashboard of a stack on Docker", () => {
  it("stands in docs/docker-dashboard.json as it is written (npm run docs)", () => {
    const file = join(__dirname, "..", "..", "docs", "docker-dashboard.json");
    assert.equal(readFileSync(file, "utf8"), dockerDashboard());
  });

  it("asks for metrics that Traefik and the Redis exporter have, and for nothing else", () => {
    const asked = PANELS.flatMap(({ queries }) => queries).flatMap(({ expr }) =>
      [...expr.matchAll(/\b(?:traefik|redis)_\w+/g)].map(([name]) => name),
    );
    assert.deepEqual([...new Set(asked)].sort(), [...METRICS].sort());
  });

  it("shows blue beside green where a flip is seen", () => {
    const both = PANELS.filter(({ queries }) => queries.length > 1);
    assert.deepEqual(
      both.map(({ queries }) => queries.map(({ legend }) => legend)),
      both.map(() => ["blue", "green"]),
    );
    for (const { queries } of both)
      for (const { expr, legend } of queries)
        assert.match(expr, new RegExp(`service="${legend}@file"`));
    assert.ok(both.length >= 4);
  });
});
