import type { Input } from "@pulumi/pulumi";
import { derive } from "./components/app/derive";
import { longestReleaseSeconds } from "./components/app/lifecycle";
import type { ClusterPlace } from "./components/aws/cluster";
import type { LoadBalancer } from "./components/aws/loadBalancer";
import { PREVIEW_HEADER } from "./components/aws/loadBalancer";
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
  registry: Input<string>;
}

/**
 * What an operator, a script or another stack may ask of this one. Who serves and what runs is told as it was
 * deployed: an update that failed or was narrowed to a target has changed only what it says.
 */
export function outputsOf({ domain, activeColor }: AwsSettings, parts: Parts) {
  const { edge, traffic, stacks, cluster, snapshots, registry } = parts;
  return {
    url: `https://${domain}`,
    /** Where the domain's DNS record points. */
    loadBalancer: edge.dnsName,
    activeColor: derive(traffic.weights, ({ blue, green }) => {
      if (blue === green) return activeColor;
      return blue > green ? "blue" : "green";
    }),
    weights: traffic.weights,
    releases: perColor((color) => stacks[color].deployed),
    /** The URN for `pulumi up --target`, which narrows a rollback to the traffic rule. */
    trafficRule: traffic.rule.urn,
    previewHeader: PREVIEW_HEADER,
    /** The header's value shows a colour, whoever serves. */
    previewTokens: edge.previewTokens,
    longestReleaseSeconds: longestReleaseSeconds(),
    repositoryUrl: registry,
    snapshotLocation: snapshots.location,
    kubeconfig: cluster.kubeconfig,
  };
}
