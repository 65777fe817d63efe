/** Counts what a rule did in CloudWatch, under its own name, and keeps samples of what it did it to. */
export function counted(metricName: string) {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}
