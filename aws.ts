import { secretEnvironment, sharedEnvironment } from "./components/app/environment";
import { imageOf, perRelease } from "./components/app/release";
import { trafficWeights } from "./components/app/weights";
import { AccessLogs } from "./components/aws/accessLogs";
import { LoadBalancer } from "./components/aws/loadBalancer";
import { awsProviders } from "./components/aws/providers";
import { SessionStore } from "./components/aws/sessionStore";
import { SnapshotIdentity } from "./components/aws/snapshotIdentity";
import { TrafficSwitch } from "./components/aws/trafficSwitch";
import { AppEnvironment } from "./components/kubernetes/appEnvironment";
import { Assets } from "./components/kubernetes/assets";
import { ColorStack } from "./components/kubernetes/colorStack";
import { Migration } from "./components/kubernetes/migration";
import { Snapshot } from "./components/kubernetes/snapshot";
import { perColor } from "./config/color";
import type { AwsSettings } from "./config/settings";
import { outputsOf } from "./outputs";

/** LobeChat on AWS, from the edge to the pods. */
export function deployToAws(settings: AwsSettings) {
  const { activeColor, canaryPercent, colors, cluster, network, repository, snapshots } = settings;
  const opts = awsProviders(settings);

  // What both colours share, and what stays as it is when traffic moves.
  const logs = new AccessLogs("access-logs", settings, opts);
  const edge = new LoadBalancer("edge", { ...settings, accessLogsBucket: logs.bucket }, opts);
  const sessions = new SessionStore("sessions", settings, opts);
  const variables = secretEnvironment(settings, sessions.url);
  const app = new AppEnvironment("lobechat", { variables }, opts);
  const writer = { cluster, namespace: app.namespace, bucket: snapshots.bucket };
  const { serviceAccountName } = new SnapshotIdentity("snapshots", writer, opts);

  // Snapshot, then migration: once for each release, also when both colours run it.
  const releases = Object.values(colors).map(({ release }) => release);
  const migrationOf = perRelease(releases, (release, hash) => {
    const image = imageOf(repository, release);
    const source = { app, release: release.name, serviceAccountName, ...snapshots };
    const snapshot = new Snapshot(`snapshot-${hash}`, source, opts);
    return new Migration(`migration-${hash}`, { app, image, after: snapshot.job }, opts);
  });

  // Then boot: each colour waits for its own release alone.
  const stacks = perColor((color) => {
    const { release, capacity } = colors[color];
    const image = imageOf(repository, release);
    const environment = { ...sharedEnvironment(settings.domain, settings.files), ...release.env };
    const targetGroupArn = edge.targetGroupArns[color];
    const bootAfter = [migrationOf(release).job, edge.previewRules[color]];
    const pods = { color, app, image, environment, capacity, bootAfter };
    return new ColorStack(color, { ...pods, targetGroupArn, balancerCidr: network.cidr }, opts);
  });
  const services = perColor((color) => stacks[color].service);
  const files = { app, services, targetGroupArn: edge.assetsTargetGroupArn };
  new Assets("assets", { ...files, ...settings.assets, balancerCidr: network.cidr }, opts);

  // Last, so that traffic moves to pods that are ready. Nothing above knows the active colour.
  const { listenerArn, targetGroupArns } = edge;
  const weights = trafficWeights(activeColor, canaryPercent);
  const rule = { listenerArn, targetGroupArns, weights, after: stacks[activeColor].deployment };
  const traffic = new TrafficSwitch("traffic", rule, opts);

  return outputsOf(settings, edge, traffic);
}
