import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Clock } from "../clock";
import { bundleApp } from "./app/bundle";
import { AwsEndpoint } from "./awsApi/endpoint";
import { awsServices } from "./awsApi/services";
import { elbKinds, type TargetGroupArns } from "./aws/elbKinds";
import { Throttle } from "./aws/throttle";
import { replicationGroupKind, type RunningStores } from "./aws/replicationGroup";
import { makeAuthority, type Certificate } from "./certificate";
import type {
  Build,
  CloudOptions,
  Notification,
  Observation,
  SiteCertificate,
  TargetGroupHealth,
} from "./cloud";
import { DatabasePort } from "./database";
import { Dumps } from "./postgres/dumps";
import { Docker } from "./docker/docker";
import { Firewalls } from "./firewall/firewalls";
import { firewallKinds } from "./firewall/kinds";
import { Cluster } from "./kubernetes/cluster";
import { kubernetesKinds } from "./kubernetes/kinds";
import type { TargetHealth } from "./loadBalancer/api";
import { LoadBalancerService } from "./loadBalancer/service";
import { Outages } from "./outages";
import { PlannedFailures } from "./plannedFailures";
import { Processes } from "./pods/processes";
import { Registry } from "./pods/registry";
import type { ResourceKind } from "./provider/kind";
import { recordedInAws } from "./provider/recorded";
import { tlsKinds } from "./random/privateKey";
import { randomKinds } from "./random/random";
import { chooseRedis, type ChosenRedis } from "./redis/chooseRedis";
import { answerS3 } from "./s3/s3Requests";
import { Watching } from "./watching";

/** How long the session store's address leads nowhere while its replica takes over: INFERRED. */
const FAILOVER_SECONDS = 30;

/** Everything of the cloud that is not its protocol, put together. */
export class StandIn {
  readonly kinds: ReadonlyMap<string, ResourceKind>;
  readonly registry = new Registry();
  readonly failures = new PlannedFailures();
  readonly cluster: Cluster;
  readonly docker: Docker;
  readonly dumps: Dumps;
  readonly throttle: Throttle;
  readonly caFile: string;
  readonly siteCertificate: SiteCertificate;
  readonly redis: "redis-server" | "inProcess";
  readonly #clock: Clock;
  readonly #outages = new Outages();
  readonly #endpoint: AwsEndpoint;
  readonly #watching: Watching;
  readonly #balancer: LoadBalancerService;
  readonly #processes: Processes;
  readonly #targetGroups: TargetGroupArns = new Map();
  readonly #stores: RunningStores = new Map();
  #database: DatabasePort | null = null;
  #endSilence: () => void = () => undefined;
  #awsEndpoint = "";
  #dockerHost = "";

  /** @param onBuild is told of every build of CodeBuild's */
  static async start(
    options: CloudOptions,
    onBuild: (build: Build) => void = () => undefined,
  ): Promise<StandIn> {
    mkdirSync(join(options.workDir, "pods"), { recursive: true });
    const processes = new Processes();
    const issue = await makeAuthority();
    const certificate = await issue(options.domain);
    // The session store has one of its own: redis-server reads its key from a file.
    const redis = await chooseRedis(processes, await issue(options.domain), options.workDir);
    const cloud = new StandIn(options, processes, certificate, redis, onBuild);
    cloud.#database = await DatabasePort.open();
    cloud.#awsEndpoint = await cloud.#endpoint.listen();
    cloud.#dockerHost = await cloud.docker.listen();
    return cloud;
  }

  private constructor(
    options: CloudOptions,
    processes: Processes,
    certificate: Certificate,
    { kind, start }: ChosenRedis,
    onBuild: (build: Build) => void,
  ) {
    const { workDir, propagationMs } = options;
    const s3Root = join(workDir, "s3");
    const clock = new Clock(options.scale);
    this.#clock = clock;
    this.throttle = new Throttle(clock);
    this.redis = kind;
    this.#processes = processes;
    this.caFile = join(workDir, "ca.pem");
    writeFileSync(this.caFile, certificate.caPem);
    this.siteCertificate = { certificate: certificate.cert, key: certificate.key };
    this.#watching = new Watching(
      clock,
      (meter) => {
        this.#balancer.countHosts(meter);
      },
      onBuild,
    );
    const { meter } = this.#watching;
    const firewalls = new Firewalls();
    const measured = { clock, meter, firewalls };
    this.#balancer = new LoadBalancerService({ ...measured, propagationMs, certificate });
    this.#endpoint = new AwsEndpoint(awsServices(this.#balancer, this.#watching), (path) =>
      answerS3(s3Root, path),
    );
    const containers = {
      clock,
      processes,
      registry: this.registry,
      failures: this.failures,
      caFile: this.caFile,
      appFile: bundleApp(workDir),
      app: options.app,
    };
    this.cluster = new Cluster({
      ...containers,
      elb: this.#balancer,
      outages: this.#outages,
      targets: (group) => this.#targetsOf(group),
      count: this.#watching.count,
      database: () => this.#database?.address ?? "",
      logDir: join(workDir, "pods"),
    });
    this.dumps = new Dumps({
      ...{ cluster: this.cluster, processes, s3Root },
      workDir: join(workDir, "pods"),
    });
    this.docker = new Docker({ ...containers, startStore: start, workDir });
    this.kinds = new Map([
      ...randomKinds(),
      ...tlsKinds(),
      ...recordedInAws(),
      ...firewallKinds(firewalls),
      ...elbKinds(this.#balancer, this.#targetGroups, this.throttle),
      ...this.#watching.kinds,
      [
        "aws:elasticache/replicationGroup:ReplicationGroup",
        replicationGroupKind(start, this.#stores),
      ],
      ...kubernetesKinds(this.cluster),
      ...this.docker.kinds,
    ]);
  }

  get awsEndpoint(): string {
    return this.#awsEndpoint;
  }

  get dockerHost(): string {
    return this.#dockerHost;
  }

  setKubernetes(up: boolean): void {
    this.cluster.api.set(up);
  }

  setSessionStore(up: boolean): void {
    this.#endSilence();
    if (!up) this.#endSilence = this.#outages.begin("sessionStore");
    for (const store of this.#stores.values()) store.setUp(up);
    this.docker.setSessionStore(up);
  }

  async restartSessionStore(): Promise<void> {
    const end = this.#outages.begin("sessionStore");
    const awayMs = this.#clock.ms(FAILOVER_SECONDS);
    await Promise.all([...this.#stores.values()].map((store) => store.restart(awayMs)));
    end();
  }

  async setDatabase(up: boolean): Promise<void> {
    if (up) this.failures.clear();
    else for (const job of ["snapshot-", "migration-"]) this.failures.add(job);
    await this.#database?.set(up);
  }

  get notifications(): Notification[] {
    return this.#watching.notifications;
  }

  observe(): Observation {
    const targetGroups = [...this.#targetGroups.keys()].map((name): [string, TargetGroupHealth] => [
      name,
      { name, targets: this.#targetsOf(name) },
    ]);
    const outages = this.#outages.seen;
    const jobs = [...this.cluster.jobs.seen, ...this.docker.oneShots.seen];
    const alarms = this.#watching.alarmChanges;
    const onDocker = this.docker.edge.observe();
    if (onDocker !== null) return { ...onDocker, jobs, alarms, outages };
    return {
      listeners: this.#balancer.listenerAddresses(),
      targetGroups: Object.fromEntries(targetGroups),
      weights: shares(this.#balancer.trafficWeights()),
      jobs,
      trafficRuleAcceptedMs: this.#balancer.trafficRuleAcceptedMs,
      alarms,
      outages,
    };
  }

  #targetsOf(group: string): TargetHealth[] {
    const arn = this.#targetGroups.get(group);
    return arn === undefined ? [] : this.#balancer.describeTargetHealth(arn);
  }

  async close(): Promise<void> {
    this.killAll();
    this.#watching.close();
    await this.docker.close();
    await this.#endpoint.close();
    await this.#balancer.close();
  }

  killAll(): void {
    this.cluster.deployments.killAll();
    this.docker.killAll();
    this.#processes.killAll();
    this.dumps.stop();
  }
}

function shares({ blue = 0, green = 0 }: Record<string, number>): Observation["weights"] {
  const total = blue + green;
  return total === 0 ? { blue: 0, green: 0 } : { blue: blue / total, green: green / total };
}
