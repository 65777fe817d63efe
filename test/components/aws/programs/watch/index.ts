import * as aws from "@pulumi/aws";
import { Config } from "@pulumi/pulumi";
import type { AlarmLimits } from "../../../../../components/aws/alarmLimits";
import { Alarms } from "../../../../../components/aws/alarms";
import { AutoRollback } from "../../../../../components/aws/autoRollback";
import { OperatorRoles } from "../../../../../components/aws/operatorRoles";
import type { StateStore } from "../../../../../components/aws/stateAccess";
import { perColor, type Color } from "../../../../../config/color";

/** What stands for a test's wishes in the configuration. */
export interface Watched {
  minPods: Record<Color, number>;
  limits: AlarmLimits;
  autoRollback?: StateStore;
  operators: { release: string[]; repository: string; rollback: string[] };
}

const { minPods, limits, autoRollback, operators } = new Config().requireObject<Watched>("watched");
const provider = new aws.Provider("aws", { region: "eu-central-1" });
const opts = { providers: { aws: provider } };

/** Stands for a colour's Deployment. */
const stacks = perColor((color) => ({
  deployment: new aws.cloudwatch.LogGroup(`pods-${color}`, { name: color }, { provider }),
}));

const alarms = new Alarms(
  "alarms",
  {
    edge: {
      arnSuffix: "app/edge/1",
      targetGroupSuffixes: { blue: "targetgroup/blue/2", green: "targetgroup/green/3" },
    },
    colors: perColor((color) => ({ capacity: { min: minPods[color] } })),
    stacks,
    cluster: { name: "lobechat-prod" },
    app: { namespace: "lobechat" },
    sessions: { memberClusters: ["sessions-001", "sessions-002"] },
    alarms: limits,
    backups: {},
  },
  opts,
);

const trafficRuleArn =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener-rule/app/edge/1/2/3";
const back = { autoRollback, trafficRuleArn, alarms };
const { bundleBucket } = new AutoRollback("auto-rollback", back, opts);
const registry = operators.repository;
const cluster = { name: "lobechat-prod" };
new OperatorRoles("operators", { ...back, operators, registry, cluster, bundleBucket }, opts);

export const names = alarms.names;
export const bucket = bundleBucket;
