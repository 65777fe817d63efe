import type { Clock } from "../../clock";
import type { ElasticLoadBalancing } from "../loadBalancer/api";
import type { TargetHealth } from "../loadBalancer/api";
import type { MetricName } from "../monitoring/metrics";
import type { Outages } from "../outages";
import type { PlannedFailures } from "../plannedFailures";
import { ContainerRuntime, type ContainerRuntimeParts } from "../pods/containerRuntime";
import { PodFaults } from "../pods/podFaults";
import { ASSUMED_START_MS, StartTimes } from "../pods/startTimes";
import { ApiServer } from "./apiServer";
import { Configurations } from "./configurations";
import { CronJobs } from "./cronJobs";
import { Deployments } from "./deployments";
import { Endpoints } from "./endpoints";
import { Jobs, type RunScripts } from "./jobs";

export interface ClusterParts extends Omit<ContainerRuntimeParts, "configurations" | "resolve"> {
  clock: Clock;
  elb: ElasticLoadBalancing;
  outages: Outages;
  failures: PlannedFailures;
  /** The targets of a group, by its Pulumi name. */
  targets: (group: string) => readonly TargetHealth[];
  /** Told what a CronJob would have told CloudWatch. */
  count: (metric: MetricName) => void;
}

/** One Kubernetes cluster on this machine. */
export class Cluster {
  readonly api = new ApiServer();
  readonly configurations = new Configurations();
  readonly jobs: Jobs;
  readonly cronJobs: CronJobs;
  /** What runs the scripts of a restore; undefined: only time goes by. */
  runScripts: RunScripts | undefined;
  readonly endpoints: Endpoints;
  readonly deployments: Deployments;
  readonly faults: PodFaults;

  constructor({ clock, elb, outages, failures, targets, count, ...parts }: ClusterParts) {
    this.faults = new PodFaults({ pods: () => this.deployments.pods, targets, outages });
    this.jobs = new Jobs(clock, failures, (name) =>
      name.startsWith("restore-") ? this.runScripts : undefined,
    );
    this.cronJobs = new CronJobs(clock, count);
    this.endpoints = new Endpoints(elb, () => this.deployments.pods);
    const runtime = new ContainerRuntime({
      ...parts,
      configurations: this.configurations,
      resolve: (host) => this.endpoints.resolve(host),
    });
    const startTimes = new StartTimes(
      parts.app === undefined ? ASSUMED_START_MS.small : ASSUMED_START_MS.real,
    );
    this.deployments = new Deployments({
      clock,
      startTimes,
      kubelet: {
        clock,
        startTimes,
        launch: async (pod) => this.faults.holding(pod) ?? runtime.launch(pod),
      },
      podsChanged: () => {
        this.endpoints.sync();
      },
    });
  }
}
