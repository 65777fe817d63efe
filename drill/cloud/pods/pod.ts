import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../clock";
import type { PodTemplate } from "../kubernetes/objects";
import { untilSuccess, watchReadiness } from "./probe";
import type { StartTimes } from "./startTimes";
import type { Workload } from "./workload";

/** Why a container does not run, in the kubelet's words. */
export interface Waiting {
  reason: string;
  message: string;
}

export interface PodIdentity {
  name: string;
  namespace: string;
  templateHash: string;
  template: PodTemplate;
  /** Its own port on 127.0.0.1, where another pod would have an address of its own. */
  port: number;
}

export interface Kubelet {
  clock: Clock;
  startTimes: StartTimes;
  /** Starts the pod's container, or says why it cannot. */
  launch(pod: PodIdentity): Promise<Workload | Waiting>;
}

/** The kubelet's back-off: 10 s, doubled with every restart, at most 5 minutes. */
const BACK_OFF = { firstSeconds: 10, mostSeconds: 300 };

/** One replica: keeps its container running until it is told to end. */
export class Pod {
  readonly identity: PodIdentity;
  readonly #kubelet: Kubelet;
  readonly #changed: () => void;
  readonly #ending = new AbortController();
  readonly #done: Promise<void>;
  #workload: Workload | null = null;
  #terminated: Promise<void> | null = null;
  #readyAtMs: number | null = null;
  restarts = 0;
  waiting: Waiting | null = { reason: "ContainerCreating", message: "" };
  /** What the last probe that failed has seen. */
  unreadyBecause: string | null = null;

  /** @param changed is called whenever readiness, restarts or the reason to wait change */
  constructor(identity: PodIdentity, kubelet: Kubelet, changed: () => void) {
    this.identity = identity;
    this.#kubelet = kubelet;
    this.#changed = changed;
    this.#done = this.#run();
  }

  /** Date.now() since when it is ready; null when it is not, or is about to end. */
  get readyAtMs(): number | null {
    return this.isTerminating ? null : this.#readyAtMs;
  }

  get isTerminating(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Lets it drain: preStop, SIGTERM, and SIGKILL when the grace period is over. */
  terminate(): Promise<void> {
    this.#terminated ??= this.#terminate();
    return this.#terminated;
  }

  /** Ends its container, which nobody has asked for: the kubelet starts another. */
  crash(): void {
    this.#workload?.kill();
  }

  setRunning(running: boolean): void {
    this.#workload?.setRunning?.(running);
  }

  kill(): void {
    this.#ending.abort();
    this.#workload?.kill();
  }

  async #terminate(): Promise<void> {
    const { template } = this.identity;
    const { clock } = this.#kubelet;
    this.#ending.abort();
    this.#changed();
    const workload = this.#workload;
    if (workload !== null) {
      const grace = setTimeout(() => {
        workload.kill();
      }, clock.ms(template.spec.terminationGracePeriodSeconds));
      await Promise.race([delay(clock.ms(preStopSeconds(template))), workload.ended]);
      workload.stop();
      await workload.ended;
      clearTimeout(grace);
    }
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.isTerminating) {
      const startedMs = Date.now();
      const launched = await this.#kubelet.launch(this.identity);
      if ("ended" in launched) await this.#watch(launched, startedMs);
      else this.#set({ waiting: launched });
      await this.#backOff();
    }
  }

  async #watch(workload: Workload, startedMs: number): Promise<void> {
    this.#workload = workload;
    // It may have been told to end while its container was being started.
    if (this.isTerminating) workload.kill();
    this.#set({ waiting: null });
    const probing = new AbortController();
    void this.#probe(probing.signal, startedMs);
    const how = await workload.ended;
    probing.abort();
    this.#workload = null;
    this.#readyAtMs = null;
    if (this.isTerminating) return;
    this.restarts++;
    const message = `back-off restarting failed container, last ended with ${how}`;
    this.#set({ waiting: { reason: "CrashLoopBackOff", message } });
  }

  async #probe(signal: AbortSignal, startedMs: number): Promise<void> {
    const { startupProbe, readinessProbe } = this.identity.template.spec.containers[0];
    const target = { port: this.identity.port, clock: this.#kubelet.clock, signal };
    // A failed start is not ended by the startup probe's threshold: an app starts as fast as it can here.
    if (startupProbe !== undefined) {
      await untilSuccess(startupProbe, target, (seen) => {
        this.unreadyBecause = `Startup probe failed: ${seen}`;
      });
    }
    if (signal.aborted) return;
    if (readinessProbe === undefined) {
      this.#set({ ready: true });
      return;
    }
    await watchReadiness(readinessProbe, target, (ready, seen) => {
      if (ready && this.#readyAtMs === null) this.#kubelet.startTimes.seen(Date.now() - startedMs);
      this.unreadyBecause = seen === null ? null : `Readiness probe failed: ${seen}`;
      this.#set({ ready });
    });
  }

  async #backOff(): Promise<void> {
    const doubled = BACK_OFF.firstSeconds * 2 ** Math.max(0, this.restarts - 1);
    const ms = this.#kubelet.clock.ms(Math.min(doubled, BACK_OFF.mostSeconds));
    // Rejects when the pod is told to end: then there is nothing to wait for.
    await delay(ms, undefined, { signal: this.#ending.signal }).catch(() => undefined);
  }

  #set(change: { ready?: boolean; waiting?: Waiting | null }): void {
    const ready = change.ready ?? this.#readyAtMs !== null;
    if (change.waiting !== undefined) this.waiting = change.waiting;
    if (ready !== (this.#readyAtMs !== null)) this.#readyAtMs = ready ? Date.now() : null;
    this.#changed();
  }
}

/** How long the container asks to be left alone before SIGTERM, in seconds. */
function preStopSeconds({ spec }: PodTemplate): number {
  const preStop = spec.containers[0].lifecycle?.preStop;
  if (preStop?.sleep !== undefined) return preStop.sleep.seconds;
  const seconds = /\bsleep (\d+)/.exec(preStop?.exec?.command.join(" ") ?? "")?.[1];
  return Number(seconds ?? 0);
}
