import type { Input, Output } from "@pulumi/pulumi";
import { longestReleaseSeconds } from "./components/app/lifecycle";
import { restoreTold } from "./components/app/restored";
import type { Alarms } from "./components/aws/alarms";
import type { ClusterPlace } from "./components/aws/cluster";
import type { LoadBalancer } from "./components/aws/loadBalancer";
import type { ServingDatabase } from "./components/aws/servingDatabase";
import type { Snapshots } from "./components/aws/snapshots";
import type { TrafficSwitch } from "./components/aws/trafficSwitch";
import type { ColorStack } from "./components/kubernetes/colorStack";
import { perColor, type Color } from "./config/color";
import type { AwsSettings } from "./config/settings";

/** The parts of a stack that tell of themselves. */
export interface Parts {
  edge: LoadBalancer;
  traffic: TrafficSwitch;
  stacks: Record<Color, ColorStack>;
  cluster: ClusterPlace;
  snapshots: Snapshots;
  serving: ServingDatabase;
  registry: Input<string>;
  alarms: Alarms;
  /** Of what rolls back by night; undefined where nobody does. */
  bundleBucket: Output<string> | undefined;
}

/**
 * What an operator, a script or another stack may ask of this one. Who serves and what runs is told as it was
 * deployed: an update that failed or was narrowed to a target has changed only what it says.
 */
export function outputsOf(settings: AwsSettings, parts: Parts) {
  const { edge, traffic, stacks, cluster, snapshots, registry } = parts;
  return {
    url: `https://${settings.domain}`,
    /** Where the domain's DNS record points. */
    loadBalancer: edge.dnsName,
    activeColor: traffic.activeColor,
    weights: traffic.weights,
    releases: perColor((color) => stacks[color].deployed),
    /** The shared database's mark, and which versions can read it. */
    schema: settings.schema,
    /** The URN for `pulumi up --target`, which narrows a rollback to the traffic rule. */
    trafficRule: traffic.rule.urn,
    previewHeader: edge.previewHeader,
    /** The header's value shows a colour, whoever serves. */
    previewTokens: edge.previewTokens,
    longestReleaseSeconds: longestReleaseSeconds(),
    repositoryUrl: registry,
    snapshotLocation: snapshots.location,
    kubeconfig: cluster.kubeconfig,
    operations: operationsOf(settings, parts),
  };
}

/** Where the commands find what they look at and change. */
function operationsOf(
  settings: AwsSettings,
  { edge, traffic, alarms, bundleBucket, snapshots, serving }: Parts,
) {
  const { region, domain, colors, flipGuard, flipLimits, smoke, restore } = settings;
  return {
    ...{ region, domain, flipGuard, flipLimits },
    host: edge.dnsName,
    port: edge.httpsPort,
    trafficRuleArn: traffic.rule.arn,
    targetGroups: edge.targetGroupArns,
    metrics: { loadBalancer: edge.arnSuffix, targetGroups: edge.targetGroupSuffixes },
    alarms: alarms.names,
    topic: alarms.topicArn,
    dashboard: alarms.dashboardName,
    capacity: perColor((color) => colors[color].capacity),
    refused: traffic.refused,
    maintenance: traffic.weights.apply(({ blue, green }) => blue + green === 0),
    bundleBucket: bundleBucket ?? null,
    dumpBucket: snapshots.bucket ?? null,
    databaseInstances: serving.instances,
    restore: restore === undefined ? null : restoreTold(restore),
    smoke: smoke ?? null,
  };
}
