import type { LoadBalancer } from "./components/docker/loadBalancer";
import type { ColorStack } from "./components/docker/colorStack";
import type { Snapshots } from "./components/docker/snapshots";
import type { TrafficSwitch } from "./components/docker/trafficSwitch";
import { longestReleaseSeconds } from "./components/app/lifecycle";
import { perColor, type Color } from "./config/color";
import type { DockerSettings } from "./config/dockerSettings";

/** The parts of a stack that tell of themselves. */
export interface DockerParts {
  edge: LoadBalancer;
  traffic: TrafficSwitch;
  stacks: Record<Color, ColorStack>;
  snapshots: Snapshots;
}

/**
 * What an operator, a script or another stack may ask of this one, by the same names as on aws. Who serves and what
 * runs is told as it was deployed: an update that failed or was narrowed to a target has changed only what it says.
 */
export function dockerOutputs(settings: DockerSettings, parts: DockerParts) {
  const { edge, traffic, stacks, snapshots } = parts;
  return {
    url: settings.site.url,
    activeColor: traffic.activeColor,
    weights: traffic.weights,
    releases: perColor((color) => stacks[color].deployed),
    /** The shared database's mark, and which versions can read it. */
    schema: settings.schema,
    /** The URN for `pulumi up --target`, which narrows a rollback to the container that moves traffic. */
    trafficRule: traffic.container.urn,
    previewHeader: edge.previewHeader,
    /** The header's value shows a colour, whoever serves. */
    previewTokens: edge.previewTokens,
    longestReleaseSeconds: longestReleaseSeconds(),
    /** The volume with the dumps. */
    snapshotLocation: snapshots.location,
  };
}
