import type { Clock } from "../../clock";
import type { Target, TargetGroupSettings, TargetHealth } from "./api";
import { keyOf, RegisteredTarget } from "./registeredTarget";

/** A target group: its targets, and which of them gets the next request. */
export class TargetGroup {
  readonly arn: string;
  settings: TargetGroupSettings;
  readonly #clock: Clock;
  readonly #initialTargetsTakeTraffic: boolean;
  readonly #targets = new Map<string, RegisteredTarget>();
  #inUse = false;
  #turn = 0;

  constructor(
    arn: string,
    settings: TargetGroupSettings,
    clock: Clock,
    initialTargetsTakeTraffic: boolean,
  ) {
    this.arn = arn;
    this.settings = settings;
    this.#clock = clock;
    this.#initialTargetsTakeTraffic = initialTargetsTakeTraffic;
  }

  /** Milliseconds on this machine for which a client sticks to a target; undefined when it does not. */
  stickyMs(): number | undefined {
    const { enabled, durationSeconds } = this.settings.stickiness;
    return enabled ? this.#clock.ms(durationSeconds) : undefined;
  }

  /** A target that is known already stays as it is; one that is draining is taken back. */
  register(targets: Target[]): void {
    for (const target of targets) {
      const known = this.#targets.get(keyOf(target));
      if (known !== undefined && known.state !== "draining") continue;
      const registered = known ?? new RegisteredTarget(target, this.#clock, () => this.settings);
      this.#targets.set(registered.key, registered);
      if (this.#inUse) registered.watch();
      else registered.rest();
    }
  }

  /** "If the specified target does not exist, the action returns successfully" [API reference, DeregisterTargets]. */
  deregister(targets: Target[]): void {
    for (const target of targets) {
      const known = this.#targets.get(keyOf(target));
      if (known === undefined || known.state === "draining") continue;
      if (this.#inUse) {
        const delayMs = this.#clock.ms(this.settings.deregistrationDelaySeconds);
        known.drain(delayMs, () => {
          this.#remove(known);
        });
      } else {
        this.#remove(known);
      }
    }
  }

  /** Whether a rule or a listener names the group: only then its targets are checked. */
  setInUse(inUse: boolean): void {
    if (inUse === this.#inUse) return;
    this.#inUse = inUse;
    for (const target of this.#targets.values()) {
      if (target.state === "draining") continue;
      if (inUse) target.watch();
      else target.rest();
    }
  }

  health(): TargetHealth[] {
    return [...this.#targets.values()].map((target) => target.describe());
  }

  /**
   * The target for the next request: the one that the client sticks to as long as it may have requests,
   * else the next in turn. Undefined when no target may.
   */
  next(stickTo: string | undefined): RegisteredTarget | undefined {
    const candidates = this.#candidates();
    const own = candidates.find((target) => target.key === stickTo);
    if (own !== undefined) return own;
    this.#turn += 1;
    return candidates[this.#turn % candidates.length];
  }

  close(): void {
    for (const target of this.#targets.values()) this.#remove(target);
  }

  /**
   * The healthy ones; if there are none, the unhealthy ones: "the load balancer fails open" when a group
   * "contains only unhealthy registered targets" [ELB user guide, health checks]. Whether a target that has
   * not passed its first check counts then is INFERRED: "before a target can receive requests, it must pass
   * initial health checks" [re:Post, failing health checks] says no, and a switch says yes.
   */
  #candidates(): RegisteredTarget[] {
    const targets = [...this.#targets.values()];
    const healthy = targets.filter((target) => target.state === "healthy");
    if (healthy.length > 0) return healthy;
    return targets.filter(
      (target) =>
        target.state === "unhealthy" ||
        (this.#initialTargetsTakeTraffic && target.state === "initial"),
    );
  }

  #remove(target: RegisteredTarget): void {
    this.#targets.delete(target.key);
    target.close();
  }
}
