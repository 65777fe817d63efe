/** From what on somebody is told, who, and what the users are promised. */
export interface AlarmLimits {
  emails: readonly string[];
  /** 5xx in percent of a colour's requests, where there are so many in a minute. */
  errorPercent: number;
  minRequests: number;
  p99Seconds: number;
  /** Of a colour's containers, in five minutes. */
  restarts: number;
  /** Answers in a minute that the load balancer itself gives as 5xx. */
  balancerErrors: number;
  redisMemoryPercent: number;
  sloPercent: number;
  sloDays: number;
}
