import type { Color } from "../../config/color";

/** What a platform calls the things that the guard looks at, and what it tells people to do there. */
export interface GuardWords {
  /** What the load balancer counts. */
  servers: "targets" | "containers";
  /** How a colour's own answers are asked for: "HTTPS". */
  over: string;
  /** What gives a colour something to count. */
  giveServers: (color: Color) => string;
  /** Where a colour says what is wrong. */
  logs: (color: Color) => string;
  /** What has to be in order before the load balancer tells its count. */
  mendCount: string;
  /** What has to be in order before the alarms can be asked. */
  mendAlarm: string;
  /** What people get who come before the first traffic. */
  nobodyServes: string;
  /** Where the release stands that a rollback fled from. */
  refusedBy: string;
}
