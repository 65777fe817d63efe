import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { Clock } from "../clock";
import { bundleApp } from "./app/bundle";
import { AwsEndpoint } from "./awsApi/endpoint";
import { awsServices } from "./awsApi/services";
import { elbKinds, type TargetGroupArns } from "./aws/elbKinds";
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
import { Docker } from "./docker/docker";
import { Cluster } from "./kubernetes/cluster";
import { kubernetesKinds } from "./kubernetes/kinds";
import { LoadBalancerService } from "./loadBalancer/service";
import { Processes } from "./pods/processes";
import { Registry } from "./pods/registry";
import type { ResourceKind } from "./provider/kind";
import { recordedInAws } from "./provider/recorded";
import { tlsKinds } from "./random/privateKey";
import { randomKinds } from "./random/random";
import { startInProcess } from "./redis/inProcess";
import { startRedisServer } from "./redis/redisServer";
import type { StartSessionStore } from "./redis/sessionStore";
import { Watching } from "./watching";

/** Everything of the cloud that is not its protocol, put together. */
export class StandIn {
  readonly kinds: ReadonlyMap<string, ResourceKind>;
  readonly registry = new Registry();
  readonly cluster: Cluster;
  readonly docker: Docker;
  readonly caFile: string;
  readonly siteCertificate: SiteCertificate;
  readonly redis: "redis-server" | "inProcess";
  readonly #endpoint: AwsEndpoint;
  readonly #watching: Watching;
  readonly #balancer: LoadBalancerService;
  readonly #processes: Processes;
  readonly #targetGroups: TargetGroupArns = new Map();
  readonly #stores: RunningStores = new Map();
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
    const clock = new Clock(options.scale);
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
    this.#balancer = new LoadBalancerService({ clock, propagationMs, certificate, meter });
    this.#endpoint = new AwsEndpoint(awsServices(this.#balancer, this.#watching));
    const containers = {
      clock,
      processes,
      registry: this.registry,
      caFile: this.caFile,
      appFile: bundleApp(workDir),
      app: options.app,
    };
    this.cluster = new Cluster({
      ...containers,
      elb: this.#balancer,
      logDir: join(workDir, "pods"),
    });
    this.docker = new Docker({ ...containers, startStore: start, workDir });
    this.kinds = new Map([
      ...randomKinds(),
      ...tlsKinds(),
      ...recordedInAws(),
      ...elbKinds(this.#balancer, this.#targetGroups),
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
    for (const store of this.#stores.values()) store.setUp(up);
    this.docker.setSessionStore(up);
  }

  get notifications(): Notification[] {
    return this.#watching.notifications;
  }

  observe(): Observation {
    const targetGroups = [...this.#targetGroups].map(([name, arn]): [string, TargetGroupHealth] => [
      name,
      { name, targets: this.#balancer.describeTargetHealth(arn) },
    ]);
    const jobs = [...this.cluster.jobs.seen, ...this.docker.oneShots.seen];
    const alarms = this.#watching.alarmChanges;
    const onDocker = this.docker.edge.observe();
    if (onDocker !== null) return { ...onDocker, jobs, alarms };
    return {
      listeners: this.#balancer.listenerAddresses(),
      targetGroups: Object.fromEntries(targetGroups),
      weights: shares(this.#balancer.trafficWeights()),
      jobs,
      trafficRuleAcceptedMs: this.#balancer.trafficRuleAcceptedMs,
      alarms,
    };
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
  }
}

interface ChosenRedis {
  kind: "redis-server" | "inProcess";
  start: StartSessionStore;
}

/** A redis-server counts when it really starts with TLS here. */
async function chooseRedis(
  processes: Processes,
  certificate: Certificate,
  workDir: string,
): Promise<ChosenRedis> {
  const real = (password: string) =>
    startRedisServer(password, { processes, certificate, workDir });
  const trial = await real(randomBytes(16).toString("hex"));
  if (trial === null) {
    return { kind: "inProcess", start: (password) => startInProcess(password, certificate) };
  }
  await trial.stop();
  return {
    kind: "redis-server",
    start: async (password) => {
      const store = await real(password);
      if (store === null) throw new Error("redis-server does not start any more: see redis.log");
      return store;
    },
  };
}

function shares({ blue = 0, green = 0 }: Record<string, number>): Observation["weights"] {
  const total = blue + green;
  return total === 0 ? { blue: 0, green: 0 } : { blue: blue / total, green: green / total };
}
