/** What a load balancer counts, by the names that CloudWatch has for it. */
export type BalancerMetric =
  | "RequestCount"
  | "TargetResponseTime"
  | "HealthyHostCount"
  | "UnHealthyHostCount"
  | `HTTPCode_Target_${ClassOfStatus}_Count`
  | `HTTPCode_ELB_${ClassOfStatus}_Count`;

export type ClassOfStatus = "2XX" | "3XX" | "4XX" | "5XX";

/** Whose value it is. */
export interface Measured {
  loadBalancerArn: string;
  targetGroupArn?: string;
}

/** Takes note of a value. It is called for every request, and must cost next to nothing. */
export type Meter = (metric: BalancerMetric, value: number, of: Measured) => void;

export function classOf(status: number): ClassOfStatus {
  if (status >= 500) return "5XX";
  if (status >= 400) return "4XX";
  return status >= 300 ? "3XX" : "2XX";
}
