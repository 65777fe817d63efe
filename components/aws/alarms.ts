import * as pulumi from "@pulumi/pulumi";
import { COLORS, perColor, type Color } from "../../config/color";
import { balancerMetric } from "./alarmExpressions";
import type { AlarmLimits } from "./alarmLimits";
import { alarmTopic } from "./alarmTopic";
import { backupAlarm } from "./backupAlarm";
import { colorAlarms } from "./colorAlarms";
import { dashboard } from "./dashboard";
import { alarmName, metricAlarm } from "./metricAlarm";
import { sessionAlarms } from "./sessionAlarms";
import { sloAlarms } from "./slo";

export interface AlarmsArgs {
  /** ARN suffixes, as AWS/ApplicationELB has them. */
  edge: {
    arnSuffix: pulumi.Input<string>;
    targetGroupSuffixes: Record<Color, pulumi.Input<string>>;
  };
  colors: Record<Color, { capacity: { min: number } }>;
  stacks: Record<Color, { deployment: pulumi.Resource }>;
  cluster: { name: pulumi.Input<string> };
  app: { namespace: pulumi.Input<string> };
  sessions: { memberClusters: pulumi.Input<string>[] };
  alarms: AlarmLimits;
  /** undefined: there are none to watch. */
  backups: object | undefined;
}

/**
 * Who is told what, and the dashboard on which to look then. Nothing here knows the active colour: both are watched,
 * and a flip changes nothing of it.
 */
export class Alarms extends pulumi.ComponentResource {
  /** Of the one alarm of each colour that guard and automatic rollback go by. Known before it is there. */
  readonly names: Record<Color, pulumi.Output<string>>;
  readonly topicArn: pulumi.Output<string>;
  readonly dashboardName: pulumi.Output<string>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Alarms", name, {}, opts);
    const parent = { parent: this };
    const { edge, colors, stacks, cluster, alarms } = args;
    const { namespace } = args.app;
    const balancer = { LoadBalancer: edge.arnSuffix };

    const topicArn = alarmTopic(name, alarms, parent);
    const heard = { ...alarms, notify: [topicArn] };
    const alarmNames = [
      ...COLORS.flatMap((color) =>
        colorAlarms(
          {
            ...{ color, namespace, topicArn, limits: alarms, balancer: edge.arnSuffix },
            targetGroup: edge.targetGroupSuffixes[color],
            minPods: colors[color].capacity.min,
            cluster: cluster.name,
            after: stacks[color].deployment,
          },
          parent,
        ),
      ),
      balancerAlarm({ ...heard, balancer }, parent),
      ...sloAlarms({ ...heard, balancer }, parent),
      ...sessionAlarms({ ...heard, ...args.sessions }, parent),
      ...(args.backups === undefined ? [] : [backupAlarm(heard, parent)]),
    ];

    this.names = perColor((color) => pulumi.output(alarmName(color)));
    this.topicArn = topicArn;
    this.dashboardName = dashboard(name, { ...args, namespace, topicArn, alarmNames }, parent);
    this.registerOutputs({});
  }
}

interface BalancerAlarmArgs {
  balancer: { LoadBalancer: pulumi.Input<string> };
  balancerErrors: number;
  notify: pulumi.Input<string>[];
}

/**
 * What the load balancer answers itself, 5xx all of it: the 503 of a group without a target is counted nowhere else.
 *
 * @returns its name in CloudWatch
 */
function balancerAlarm(
  { balancer, balancerErrors, notify }: BalancerAlarmArgs,
  opts: pulumi.CustomResourceOptions,
): string {
  const name = "balancer-errors";
  metricAlarm(
    name,
    {
      description:
        "The load balancer itself answers 5xx: no pod took the request, or none in time.",
      of: balancerMetric("HTTPCode_ELB_5XX_Count", "Sum", balancer),
      is: ">=",
      threshold: balancerErrors,
      points: { bad: 2, of: 3 },
      notify,
    },
    opts,
  );
  return alarmName(name);
}
