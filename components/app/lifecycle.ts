type LifecyclePart =
  | "balancerIdleSeconds"
  | "appKeepAliveSeconds"
  | "deregistrationSeconds"
  | "preStopSeconds"
  | "terminationGraceSeconds";

/**
 * How long each part of an end takes, in seconds, and why in this order: a chat streams for up to 300 s; the
 * load balancer keeps it that long (idle, drain); the pod is told to stop only after that, because LobeHub cuts
 * streams at SIGTERM once it has parsed a file; and Kubernetes kills only after that. The app keeps idle
 * connections longer than the load balancer, or the load balancer would reuse one that is just being closed.
 */
export const LIFECYCLE: Readonly<Record<LifecyclePart, number>> = {
  balancerIdleSeconds: 300,
  appKeepAliveSeconds: 310,
  deregistrationSeconds: 300,
  preStopSeconds: 310,
  terminationGraceSeconds: 360,
};

/** How often, and how many times in a row, the load balancer asks a pod before it trusts it. */
export const HEALTH_CHECK = {
  intervalSeconds: 5,
  timeoutSeconds: 4,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
} as const;

/** A new pod counts only when the load balancer has had the time to see it healthy, and twice that. */
export const MIN_READY_SECONDS = 30;

/**
 * The deadline of everything that an update waits for, in seconds. Each Kubernetes deadline ends before the
 * await of Pulumi that watches it, so that the message is Kubernetes' own.
 */
export const DEADLINES = {
  snapshotJobSeconds: 3600,
  migrationJobSeconds: 900,
  /** A restore writes and checks what a dump only reads. */
  restoreJobSeconds: 7200,
  rolloutProgressSeconds: 300,
  /** What Pulumi's await has on top of each of the deadlines above. */
  awaitMarginSeconds: 60,
} as const;

/** The longest that the release of one colour can wait in all: snapshot, then migration, then boot. */
export function longestReleaseSeconds(): number {
  const { snapshotJobSeconds, migrationJobSeconds, rolloutProgressSeconds, awaitMarginSeconds } =
    DEADLINES;
  return snapshotJobSeconds + migrationJobSeconds + rolloutProgressSeconds + 3 * awaitMarginSeconds;
}
