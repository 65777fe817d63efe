import type { Color } from "../report/report";
import type { AlarmState } from "./monitoring/alarm";
import type { Address, TargetHealth } from "./loadBalancer/api";

export interface CloudOptions {
  /** AWS seconds per second. */
  scale: number;
  /** How long an accepted change of a rule takes to reach the load balancer's nodes. */
  propagationMs: number;
  /** The public name that the certificate is made for. */
  domain: string;
  /** Everything that the cloud writes stays below this folder. */
  workDir: string;
  /** A real app instead of the small one: run once per pod. */
  app?: { command: string; env: Record<string, string> };
}

/** What a site that brings its own certificate is configured with. */
export interface SiteCertificate {
  certificate: string;
  key: string;
}

/** An image as the registry has it: what a pod that runs it will do. */
export interface Image {
  digest: string;
  version: string;
  /**
   * "silent" starts and never answers; "crashes" exits at once; "failing" is healthy by every check, and a fifth of
   * its other answers are 500. A real app cannot be told to fail. @default "healthy"
   */
  behavior?: "healthy" | "silent" | "crashes" | "failing";
}

/** A dump of the database, as it was made. */
export interface Dumped {
  /** Its key in the bucket. */
  snapshot: string;
  bytes: number;
  sha256: string;
  /** Rows by table, counted just before. */
  rows: Record<string, number>;
  /** How long it took. */
  ms: number;
}

export interface JobRun {
  name: string;
  startMs: number;
  endMs: number | null;
  outcome: "running" | "succeeded" | "failed";
}

/** What the stand-in was given, or made up, as a secret. */
export interface NamedSecret {
  /** Where it stands: `aws:iam/accessKey:AccessKey files.secret`. */
  name: string;
  value: string;
}

export interface TargetGroupHealth {
  name: string;
  targets: TargetHealth[];
}

/** An alarm has changed its state. */
export interface AlarmChange {
  name: string;
  state: AlarmState;
  reason: string;
  /** Date.now() */
  at: number;
}

/** What was published to a topic. */
export interface Notification {
  topicArn: string;
  subject: string;
  message: string;
  /** Date.now() */
  at: number;
}

/** A build that CodeBuild was told to run. */
export interface Build {
  project: string;
  environment: Record<string, string>;
  /** Date.now() */
  at: number;
}

/** Something that users may have noticed, as the cloud knows it. */
export interface Outage {
  /**
   * instance: one pod of a color that the load balancer still sends to; color: all of them, and nobody is left to
   * send to; assets: the same of the assets proxy.
   */
  what: "instance" | "color" | "assets" | "sessionStore" | "database";
  color: Color | null;
  /** Date.now() */
  fromMs: number;
  /** null: it goes on. */
  toMs: number | null;
}

/** What happens to pods that serve. */
export interface PodFault {
  /** Those behind this target group: "blue", "green", "assets". */
  group: string;
  pods: "one" | "all";
  /** kill: they start anew; crash: they do not, until they are mended; freeze: they stand still until then. */
  how: "kill" | "crash" | "freeze";
}

export interface Observation {
  /** Addresses of the listeners by the port that AWS would show, 80 and 443; on Docker by the published one. */
  listeners: Record<number, Address>;
  /** By the target group's Pulumi name: "blue", "green", "assets". */
  targetGroups: Record<string, TargetGroupHealth>;
  /** Share of the traffic rule's weights by colour, as in effect now. */
  weights: Record<Color, number>;
  jobs: JobRun[];
  /** Date.now() of each create or modify of the rule for every path, as the API accepted it. */
  trafficRuleAcceptedMs: number[];
  /** Every change of an alarm's state, the oldest first. */
  alarms: AlarmChange[];
  outages: Outage[];
}

/** The stand-in cloud, seen from the drill. It runs in a process of its own. */
export interface Cloud {
  /** Of the one gRPC server that serves aws, kubernetes and random. */
  readonly providersPort: number;
  /** Where AWS's API is asked, for AWS_ENDPOINT_URL. Any credentials will do. */
  readonly awsEndpoint: string;
  /** Where Docker's API is asked, for DOCKER_HOST. */
  readonly dockerHost: string;
  /** PEM file with the certificate that signed the load balancer's and the session store's. */
  readonly caFile: string;
  /** PEM, for the domain, signed by the same; it is in no file. */
  readonly siteCertificate: SiteCertificate;
  /** Which session store runs: redis-server where it is on PATH, else the small one. */
  readonly redis: "redis-server" | "inProcess";
  publish(image: Image): Promise<void>;
  /** The next Job, or one-shot container, whose Pulumi name starts with this fails, once the scaled time of its attempts is over. */
  failJobs(namePrefix: string): Promise<void>;
  healJobs(): Promise<void>;
  /** Whether the cluster's API can be reached. Without it, pods go on as they are. */
  setKubernetes(up: boolean): Promise<void>;
  /** Whether the session store answers. Without it nothing that it holds is lost. */
  setSessionStore(up: boolean): Promise<void>;
  /** Ends what serves users, or stops it where it stands. */
  breakPods(fault: PodFault): Promise<void>;
  mendPods(): Promise<void>;
  /** Cuts its connections and is away for as long as a failover takes. What it holds is there afterwards. */
  restartSessionStore(): Promise<void>;
  /** Whether the database takes connections. Without it, Jobs fail and so does the app's deep check. */
  setDatabase(up: boolean): Promise<void>;
  /** Whether the load balancer's API refuses to change rules, for being asked too often. */
  throttleBalancer(on: boolean): Promise<void>;
  /** Starts a real PostgreSQL for dumps and restores. @returns why there is none; "" when there is one */
  startPostgres(): Promise<string>;
  /** Runs the hourly backup out of turn. @throws Error when it failed */
  dump(): Promise<Dumped>;
  stopPostgres(): Promise<void>;
  observe(): Promise<Observation>;
  /** What was published to topics, the oldest first. */
  notifications(): Promise<Notification[]>;
  /** Tells of each build from now on. */
  onBuild(listener: (build: Build) => void): void;
  /** Every secret that its providers were given or have made up so far. It is in no file. */
  secrets(): Promise<NamedSecret[]>;
  /** Ends every pod, Job, listener and server of the cloud. */
  close(): Promise<void>;
}
