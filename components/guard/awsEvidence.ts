import type { Color } from "../../config/color";
import { alarmStates } from "./alarmStates";
import type { AwsAccess } from "./awsAccess";
import type { GuardPlace } from "./evidence";
import { targetHealth } from "./targetHealth";
import type { GuardWords } from "./words";

export interface AwsWitnesses {
  access: AwsAccess;
  /** ARNs. */
  targetGroups: Record<Color, string>;
  /** Names of the alarms that join what makes a colour sick. */
  alarms: Record<Color, string>;
}

/** What AWS itself tells of a colour: the load balancer's count and the alarm. */
export function awsEvidence({
  access,
  targetGroups,
  alarms,
}: AwsWitnesses): Pick<GuardPlace, "healthOf" | "alarmOf" | "words"> {
  return {
    healthOf: (color) => targetHealth(access, targetGroups[color]),
    alarmOf: async (color) => (await alarmStates(access, [alarms[color]]))[alarms[color]],
    words: AWS_WORDS,
  };
}

export const AWS_WORDS: GuardWords = {
  servers: "targets",
  over: "HTTPS",
  giveServers: (color) => `give ${color} pods first (lobechat warm), then again`,
  logs: (color) =>
    `see what its pods say (kubectl --namespace lobechat logs deployment/${color}), or release what works to ${color}`,
  mendCount:
    "see that whoever runs this reaches the load balancer's API and may elasticloadbalancing:DescribeTargetHealth",
  mendAlarm:
    "see that whoever runs this reaches CloudWatch and may cloudwatch:DescribeAlarms; nothing else is wrong",
  nobodyServes: "the listener's own 503",
  refusedBy: 'the traffic rule\'s tag "refused"',
};
