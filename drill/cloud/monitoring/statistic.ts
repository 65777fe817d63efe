const STATISTICS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Sum: sum,
  Average: (values) => sum(values) / values.length,
  Minimum: (values) => values.reduce((least, value) => Math.min(least, value)),
  Maximum: (values) => values.reduce((most, value) => Math.max(most, value)),
  SampleCount: (values) => values.length,
};

/**
 * A statistic of CloudWatch's over the values of one period; null where there are none.
 *
 * @param name "Sum", "Average", "Minimum", "Maximum", "SampleCount", or a percentile as "p99" or "p99.9"
 * @throws Error for another one
 */
export function statisticOf(name: string, values: readonly number[]): number | null {
  const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name)?.[1];
  const statistic = STATISTICS[name];
  if (statistic === undefined && percentile === undefined) {
    throw new Error(`the stand-in cloud does not know the statistic "${name}"`);
  }
  if (values.length === 0) return null;
  return statistic?.(values) ?? nearestRank(values, Number(percentile));
}

/** CloudWatch does not say how it interpolates: here a percentile is a value that was measured (INFERRED). */
function nearestRank(values: readonly number[], percentile: number): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil((percentile / 100) * sorted.length) - 1)] ?? null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
