import { Agent, type ClientRequest } from "node:http";
import type { Clock } from "../../clock";
import type { Target, TargetGroupSettings, TargetHealth } from "./api";
import { HealthCheck, type Failure } from "./healthCheck";

type Condition = Pick<TargetHealth, "state" | "reason">;

const UNUSED: Condition = { state: "unused", reason: "Target.NotInUse" };
const INITIAL: Condition = { state: "initial", reason: "Elb.InitialHealthChecking" };
const DRAINING: Condition = { state: "draining", reason: "Target.DeregistrationInProgress" };

/** One target of a group, with its health, its connections, and the requests that it is answering. */
export class RegisteredTarget {
  readonly target: Target;
  /** Its name within the group. */
  readonly key: string;
  readonly #clock: Clock;
  readonly #settings: () => TargetGroupSettings;
  readonly #inFlight = new Set<ClientRequest>();
  #condition: Condition = UNUSED;
  #healthCheck: HealthCheck | undefined;
  #inARow = { passed: 0, failed: 0 };
  #agent: Agent | undefined;
  #drained: NodeJS.Timeout | undefined;

  constructor(target: Target, clock: Clock, settings: () => TargetGroupSettings) {
    this.target = target;
    this.key = keyOf(target);
    this.#clock = clock;
    this.#settings = settings;
  }

  get state(): TargetHealth["state"] {
    return this.#condition.state;
  }

  describe(): TargetHealth {
    const { id, port } = this.target;
    return { id, port, ...this.#condition };
  }

  /** Starts, or starts again: also for a target that was draining, whose checks begin anew (INFERRED). */
  watch(): void {
    this.#settle(INITIAL);
    this.#inARow = { passed: 0, failed: 0 };
    this.#healthCheck = new HealthCheck(
      this.target,
      this.#clock,
      () => this.#settings().healthCheck,
      (failure) => {
        this.#record(failure);
      },
    );
  }

  /** A group that no rule names is not checked [API reference, TargetHealth: Target.NotInUse]. */
  rest(): void {
    this.#settle(UNUSED);
  }

  /**
   * Gets no new requests. It stays "draining" for the whole delay, also when it has nothing left to finish
   * [ELB user guide, deregistration delay]; then what is still in flight is cut.
   *
   * @param delayMs milliseconds on this machine
   */
  drain(delayMs: number, onDrained: () => void): void {
    this.#settle(DRAINING);
    this.#drained = setTimeout(onDrained, delayMs);
  }

  /** Its pool of connections, which idle out as the load balancer's do. */
  agent(idleMs: number): Agent {
    this.#agent ??= new Agent({ keepAlive: true, timeout: idleMs, scheduling: "lifo" });
    return this.#agent;
  }

  track(request: ClientRequest): void {
    this.#inFlight.add(request);
    request.once("close", () => this.#inFlight.delete(request));
  }

  /** Ends checks, requests and connections at once. */
  close(): void {
    this.#settle(UNUSED);
    for (const request of this.#inFlight) request.destroy(new Error("the target is gone"));
    this.#agent?.destroy();
  }

  #settle(condition: Condition): void {
    this.#healthCheck?.stop();
    this.#healthCheck = undefined;
    clearTimeout(this.#drained);
    this.#condition = condition;
  }

  #record(failure: Failure | undefined): void {
    const { healthyThreshold, unhealthyThreshold } = this.#settings().healthCheck;
    if (failure === undefined) {
      this.#inARow = { passed: this.#inARow.passed + 1, failed: 0 };
      // "It must pass one health check to be considered healthy", whatever the threshold [ELB user guide, health checks].
      const needed = this.state === "initial" ? 1 : healthyThreshold;
      if (this.#inARow.passed >= needed) this.#condition = { state: "healthy" };
      return;
    }
    this.#inARow = { passed: 0, failed: this.#inARow.failed + 1 };
    if (this.#inARow.failed >= unhealthyThreshold) {
      this.#condition = { state: "unhealthy", reason: failure };
    }
  }
}

export function keyOf(target: Target): string {
  return `${target.id}:${String(target.port)}`;
}
