import { secretEnvironment, sharedEnvironment } from "./components/app/environment";
import { perRelease } from "./components/app/release";
import { trafficWeights } from "./components/app/weights";
import { AccessLogs } from "./components/aws/accessLogs";
import { publicCertificate } from "./components/aws/certificate";
import { Cluster } from "./components/aws/cluster";
import { Database } from "./components/aws/database";
import { FileStore } from "./components/aws/fileStore";
import { ImageRegistry } from "./components/aws/imageRegistry";
import { LoadBalancer } from "./components/aws/loadBalancer";
import { Network } from "./components/aws/network";
import { awsProviders, withCluster } from "./components/aws/providers";
import { Secrets } from "./components/aws/secrets";
import { SessionStore } from "./components/aws/sessionStore";
import { Snapshots } from "./components/aws/snapshots";
import { TrafficSwitch } from "./components/aws/trafficSwitch";
import { AppEnvironment } from "./components/kubernetes/appEnvironment";
import { Assets } from "./components/kubernetes/assets";
import { clusterReady } from "./components/kubernetes/clusterReady";
import { ColorStack } from "./components/kubernetes/colorStack";
import { Migration } from "./components/kubernetes/migration";
import { Snapshot } from "./components/kubernetes/snapshot";
import { perColor } from "./config/color";
import type { AwsSettings } from "./config/settings";
import { outputsOf } from "./outputs";

/** LobeChat on AWS, from the ground to the traffic. What is there already is taken, the rest is made. */
export function deployToAws(settings: AwsSettings) {
  const { activeColor, canaryPercent, colors, domain, existing } = settings;
  const onAws = awsProviders(settings);

  const network = existing.network ?? new Network("network", settings, onAws);
  const cluster = existing.cluster ?? new Cluster("cluster", { ...settings, network }, onAws);
  const opts = withCluster(onAws, cluster);
  const ready = clusterReady("nodes", { cluster, network }, opts);

  // What both colours share, and what stays as it is when traffic moves.
  const place = { ...settings, network, cluster };
  const database = existing.database ?? new Database("database", place, onAws);
  const sessions = new SessionStore("sessions", place, onAws);
  const files = existing.files ?? new FileStore("files", settings, onAws);
  const secrets = new Secrets("secrets", settings, onAws);
  const registry = existing.repository ?? new ImageRegistry("registry", settings, onAws).repository;
  const { bucket: accessLogsBucket } = new AccessLogs("access-logs", settings, onAws);
  const certificate = publicCertificate("certificate", settings, onAws);
  const edge = new LoadBalancer("edge", { ...place, ...certificate, accessLogsBucket }, onAws);
  const variables = secretEnvironment({ ...settings, database, sessions, files, secrets });
  const { caBundle } = database;
  const app = new AppEnvironment("lobechat", { variables, caBundle, ...ready }, opts);
  const snapshots = new Snapshots("snapshots", { ...place, database, app }, opts);

  // Snapshot, then migration: once for each release, also when both colours run it.
  const releases = Object.values(colors).map(({ release }) => release);
  const migrationOf = perRelease(releases, (release, hash) => {
    const job = { app, release: release.name, ...snapshots.job };
    const snapshot = new Snapshot(`snapshot-${hash}`, job, opts);
    const after = snapshot.job;
    return new Migration(`migration-${hash}`, { app, registry, release, after }, opts);
  });

  // Then boot: each colour waits for its own release alone.
  const shared = sharedEnvironment(domain, files);
  const stacks = perColor((color) => {
    const { release, capacity } = colors[color];
    const targetGroupArn = edge.targetGroupArns[color];
    const bootAfter = [migrationOf(release).job, edge.previewRules[color]];
    const pods = { color, app, registry, release, shared, capacity, bootAfter };
    return new ColorStack(color, { ...pods, targetGroupArn, balancerCidr: network.cidr }, opts);
  });
  const assets = { app, stacks, ...settings.assets, targetGroupArn: edge.assetsTargetGroupArn };
  new Assets("assets", { ...assets, balancerCidr: network.cidr }, opts);

  // Last, so that traffic moves to pods that are ready. Nothing above knows the active colour.
  const weights = trafficWeights(activeColor, canaryPercent);
  const after = stacks[activeColor].deployment;
  const traffic = new TrafficSwitch("traffic", { edge, weights, after }, opts);

  return outputsOf(settings, { edge, traffic, stacks, cluster, snapshots, registry });
}
