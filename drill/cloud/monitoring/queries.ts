import { calculate, type Column } from "./metricMath";
import type { MetricName, Metrics, Window } from "./metrics";
import { statisticOf } from "./statistic";

/** One line of GetMetricData or of an alarm that computes: a statistic of a metric, or an expression. */
export type Query = { id: string; label: string } & (
  { metric: MetricName; statistic: string } | { expression: string }
);

/** Computes what a line says for each window. @throws Error for an id that is not there, or names itself */
export function columnOf(
  id: string,
  queries: readonly Query[],
  metrics: Metrics,
  windows: readonly Window[],
): Column {
  const asking = new Set<string>();
  const known = new Map<string, Column>();
  const compute = (name: string): Column => {
    const query = queries.find((candidate) => candidate.id === name);
    if (query === undefined) throw new Error(`no metric or expression has the id "${name}"`);
    if (asking.has(name)) throw new Error(`the expression "${name}" names itself`);
    if ("metric" in query) {
      const { metric, statistic } = query;
      return windows.map((window) => statisticOf(statistic, metrics.values(metric, window)));
    }
    asking.add(name);
    const column = calculate(query.expression, find, windows.length);
    asking.delete(name);
    return column;
  };
  const find = (name: string): Column => {
    const column = known.get(name) ?? compute(name);
    known.set(name, column);
    return column;
  };
  return find(id);
}
