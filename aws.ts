import { secretEnvironment, sharedEnvironment } from "./components/app/environment";
import { later } from "./components/app/later";
import { trafficWeights } from "./components/app/weights";
import { Alarms } from "./components/aws/alarms";
import { AutoRollback } from "./components/aws/autoRollback";
import { Cluster } from "./components/aws/cluster";
import { Database } from "./components/aws/database";
import { FileStore } from "./components/aws/fileStore";
import { ImageRegistry } from "./components/aws/imageRegistry";
import { LoadBalancer } from "./components/aws/loadBalancer";
import { Network } from "./components/aws/network";
import { OperatorRoles } from "./components/aws/operatorRoles";
import { awsProviders, withCluster } from "./components/aws/providers";
import { Secrets } from "./components/aws/secrets";
import { ServingDatabase } from "./components/aws/servingDatabase";
import { SessionStore } from "./components/aws/sessionStore";
import { Snapshots } from "./components/aws/snapshots";
import { TrafficSwitch } from "./components/aws/trafficSwitch";
import { AppEnvironment } from "./components/kubernetes/appEnvironment";
import { Assets } from "./components/kubernetes/assets";
import { Backups } from "./components/kubernetes/backups";
import { clusterReady } from "./components/kubernetes/clusterReady";
import { ColorStack } from "./components/kubernetes/colorStack";
import { releaseJobs } from "./components/kubernetes/releaseJobs";
import { perColor } from "./config/color";
import type { AwsSettings } from "./config/settings";
import { outputsOf } from "./outputs";

/** LobeChat on AWS, from the ground to the traffic. What is there already is taken, the rest is made. */
export function deployToAws(settings: AwsSettings) {
  const { activeColor, canaryPercent, colors, domain, existing, maintenance } = settings;
  const onAws = awsProviders(settings);

  const network = existing.network ?? new Network("network", settings, onAws);
  const cluster = existing.cluster ?? new Cluster("cluster", { ...settings, network }, onAws);
  const opts = withCluster(onAws, cluster);
  const ready = clusterReady("nodes", { cluster, network }, opts);

  // What both colours share, and what stays as it is when traffic moves.
  const place = { ...settings, network, cluster };
  const database = existing.database ?? new Database("database", place, onAws);
  const serving = new ServingDatabase(database, settings, onAws);
  const sessions = new SessionStore("sessions", place, onAws);
  const files = existing.files ?? new FileStore("files", settings, onAws);
  const secrets = new Secrets("secrets", settings, onAws);
  const registry = existing.repository ?? new ImageRegistry("registry", settings, onAws).repository;
  const edge = new LoadBalancer("edge", place, onAws);
  const variables = secretEnvironment({ ...settings, database: serving, sessions, files, secrets });
  const app = new AppEnvironment("lobechat", { ...settings, variables, database, ...ready }, opts);
  const snapshots = new Snapshots("snapshots", { ...place, database: serving, app }, opts);
  serving.restored("restore", { ...place, app, snapshots, secrets, registry }, opts);
  if (snapshots.backups) new Backups("backups", { app, ...snapshots.backups }, opts);

  // Snapshot, then migration (behind the maintenance page), then boot: each colour waits for its own release alone.
  const rule = later<TrafficSwitch["rule"]>();
  const behind = { after: maintenance ? [rule.value] : [], snapshot: snapshots.job };
  const migrationOf = releaseJobs(colors, { app, registry, ...behind }, opts);
  const shared = sharedEnvironment(`https://${domain}`, files);
  const stacks = perColor((color) => {
    const targetGroupArn = edge.targetGroupArns[color];
    const bootAfter = [migrationOf(colors[color].release), edge.previewRules[color]];
    const pods = { color, ...colors[color], app, registry, shared, bootAfter };
    return new ColorStack(color, { ...pods, targetGroupArn, balancerCidr: network.cidr }, opts);
  });
  new Assets("assets", { app, stacks, ...settings.assets, edge, network }, opts);
  const alarms = new Alarms("alarms", { ...place, app, edge, sessions, stacks }, onAws);

  // Last, so that traffic moves to pods that are ready. Nothing above knows the active colour.
  const weights = trafficWeights(activeColor, canaryPercent);
  const after = stacks[activeColor].deployment;
  const guarded = { ...settings, edge, stacks, alarms: alarms.names, weights, after };
  const traffic = new TrafficSwitch("traffic", guarded, opts);
  rule.is(traffic.rule);
  const moved = { ...place, alarms, registry, trafficRuleArn: traffic.rule.arn };
  const { bundleBucket } = new AutoRollback("auto-rollback", moved, onAws);
  new OperatorRoles("operators", { ...moved, bundleBucket }, onAws);

  return outputsOf(settings, { ...moved, edge, traffic, stacks, snapshots, serving, bundleBucket });
}
