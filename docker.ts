import { secretEnvironment, sharedEnvironment } from "./components/app/environment";
import { later } from "./components/app/later";
import { trafficWeights } from "./components/app/weights";
import { Assets } from "./components/docker/assets";
import { Backups } from "./components/docker/backups";
import { ColorStack } from "./components/docker/colorStack";
import { Database } from "./components/docker/database";
import { FileStore } from "./components/docker/fileStore";
import { Images } from "./components/docker/images";
import { LoadBalancer } from "./components/docker/loadBalancer";
import { Metrics } from "./components/docker/metrics";
import { Network } from "./components/docker/network";
import { preflight } from "./components/docker/preflight";
import { dockerProviders } from "./components/docker/providers";
import { releaseJobs } from "./components/docker/releaseJobs";
import { Restore } from "./components/docker/restore";
import { Secrets } from "./components/docker/secrets";
import { SessionStore } from "./components/docker/sessionStore";
import { trustOf } from "./components/docker/siteSettings";
import { Snapshots } from "./components/docker/snapshots";
import { TrafficSwitch } from "./components/docker/trafficSwitch";
import { perColor } from "./config/color";
import type { DockerSettings } from "./config/dockerSettings";
import { dockerOutputs } from "./dockerOutputs";

/** LobeChat on one Docker engine, from the network to the traffic. */
export async function deployToDocker(settings: DockerSettings) {
  const { activeColor, canaryPercent, colors, maintenance, restore, site } = settings;
  // Everything that would fail halfway is said before the first resource is registered.
  const engine = await preflight(settings);
  const opts = dockerProviders(engine.host);

  const network = new Network("network", opts);
  const images = new Images("images", settings, opts);
  const place = { ...engine, ...settings, network, images };
  const held = { ...settings, ...engine, place };

  // What both colours share, and what stays as it is when traffic moves.
  const secrets = new Secrets("secrets", { ...settings, ...engine }, opts);
  const database = new Database("database", held, opts);
  const sessions = new SessionStore("sessions", held, opts);
  const files = new FileStore("files", held, opts);
  const edge = new LoadBalancer("edge", held, opts);
  const snapshots = new Snapshots("snapshots", held, opts);
  // Any release opens a stored key, so it is that of a colour whichever serves.
  const beside = { place, database, snapshots, secrets, release: colors.blue.release };
  const serving = restore ? new Restore("restore", { ...beside, restore }, opts) : database;
  if (settings.backups) new Backups("backups", { place, database: serving, snapshots }, opts);

  // Snapshot, then migration (behind the maintenance page), then boot: each colour waits for its own release alone.
  const page = later<TrafficSwitch["container"]>();
  const behind = maintenance ? [page.value] : [];
  const jobs = { place, database: serving, snapshots, after: behind };
  const migrationOf = releaseJobs(colors, jobs, opts);
  const environment = {
    ...sharedEnvironment(site.url, files),
    ...secretEnvironment({ ...settings, database: serving, sessions, files, secrets }),
  };
  const stacks = perColor((color) => {
    const bootAfter = [migrationOf(colors[color].release), sessions.container, files.bucketJob];
    const app = { place, environment, trust: trustOf(site), edge, bootAfter };
    return new ColorStack(color, { ...app, color, ...colors[color] }, opts);
  });
  new Assets("assets", { place }, opts);
  new Metrics("metrics", { place, sessions }, opts);

  // Last, so that traffic moves to containers that are ready. Nothing above knows the active colour.
  const weights = trafficWeights(activeColor, canaryPercent);
  const after = stacks[activeColor].routes;
  const guarded = { ...settings, place, edge, stacks, weights, after };
  const traffic = new TrafficSwitch("traffic", guarded, opts);
  page.is(traffic.container);

  return dockerOutputs(settings, { edge, traffic, stacks, snapshots });
}
