import type { LoadBalancer } from "./components/aws/loadBalancer";
import { PREVIEW_HEADER } from "./components/aws/loadBalancer";
import type { TrafficSwitch } from "./components/aws/trafficSwitch";
import { longestReleaseSeconds } from "./components/app/lifecycle";
import { trafficWeights } from "./components/app/weights";
import { perColor } from "./config/color";
import type { AwsSettings } from "./config/settings";

/** What an operator, a script or another stack may ask of this one. */
export function outputsOf(settings: AwsSettings, edge: LoadBalancer, traffic: TrafficSwitch) {
  const { activeColor, canaryPercent, colors, domain } = settings;
  return {
    url: `https://${domain}`,
    /** Where the domain's DNS record points. */
    loadBalancer: edge.dnsName,
    activeColor,
    weights: trafficWeights(activeColor, canaryPercent),
    releases: perColor((color) => {
      const { name, version, digest } = colors[color].release;
      return { name, version, digest };
    }),
    /** The URN for `pulumi up --target`, which narrows a rollback to the traffic rule. */
    trafficRule: traffic.rule.urn,
    previewHeader: PREVIEW_HEADER,
    /** The header's value shows a colour, whoever serves. */
    previewTokens: edge.previewTokens,
    longestReleaseSeconds: longestReleaseSeconds(),
  };
}
