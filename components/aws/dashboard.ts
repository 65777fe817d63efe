import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { partsOf } from "./arnParts";
import type { AlarmLimits } from "./alarmLimits";
import type { Color } from "../../config/color";
import { dashboardBody } from "./dashboardBody";
import { overItself } from "./metricAlarm";

export interface DashboardArgs {
  edge: {
    arnSuffix: pulumi.Input<string>;
    targetGroupSuffixes: Record<Color, pulumi.Input<string>>;
  };
  cluster: { name: pulumi.Input<string> };
  namespace: pulumi.Input<string>;
  sessions: { memberClusters: pulumi.Input<string>[] };
  alarms: AlarmLimits;
  topicArn: pulumi.Input<string>;
  alarmNames: string[];
}

/** @returns its name */
export function dashboard(
  name: string,
  args: DashboardArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { edge, cluster, namespace, sessions, alarms, topicArn, alarmNames } = args;
  const stack = pulumi.getStack();
  const told = pulumi.all([
    edge.arnSuffix,
    edge.targetGroupSuffixes,
    cluster.name,
    namespace,
    sessions.memberClusters,
    topicArn,
  ]);
  const body = derive(told, ([balancer, targetGroups, clusterName, inNamespace, nodes, arn]) => {
    const { region, account } = partsOf(arn);
    const alarmArns = alarmNames.map(
      (alarm) => `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`,
    );
    const place = { region, stack, balancer, targetGroups, cluster: clusterName };
    return dashboardBody({ ...place, namespace: inNamespace, nodes, alarmArns, limits: alarms });
  });
  return new aws.cloudwatch.Dashboard(
    name,
    { dashboardName: `lobechat-${stack}`, dashboardBody: body },
    overItself(opts),
  ).dashboardName;
}
