import { EventEmitter } from "node:events";
import type { Pod } from "../pods/pod";
import type { DeploymentObject, Share } from "./objects";

export interface ControllerParts {
  /** Milliseconds on this machine that so many seconds take. */
  ms(seconds: number): number;
  createPod(template: Template, changed: () => void): Promise<Pod>;
  /** The pods of the Deployment have changed: their endpoints may have, too. */
  podsChanged(): void;
}

export interface Template {
  hash: string;
  object: DeploymentObject;
}

/** Brings one Deployment's pods to what is wanted, one safe step after the other. */
export class DeploymentController {
  readonly #parts: ControllerParts;
  readonly #changes = new EventEmitter<{ changed: [] }>();
  readonly #pods = new Set<Pod>();
  #template: Template;
  #replicas: number;
  #creating = 0;
  #closed = false;
  #reconciling = false;
  #lookAgain = false;
  #nextLook: NodeJS.Timeout | undefined;
  /** Date.now() of the last step that brought it nearer to what is wanted. */
  progressAtMs = Date.now();
  #lastSeen = "";

  constructor(template: Template, parts: ControllerParts) {
    this.#template = template;
    this.#parts = parts;
    this.#replicas = template.object.spec.replicas ?? 1;
    this.#reconcile();
  }

  get object(): DeploymentObject {
    return this.#template.object;
  }

  get replicas(): number {
    return this.#replicas;
  }

  get pods(): readonly Pod[] {
    return [...this.#pods];
  }

  /** A Deployment without `replicas` keeps its count; one that stops naming it starts again at 1. */
  apply(template: Template): void {
    const before = this.#template.object.spec.replicas;
    const wanted = template.object.spec.replicas;
    if (wanted !== undefined) this.#replicas = wanted;
    else if (before !== undefined) this.#replicas = 1;
    this.#template = template;
    this.#progressed();
    this.#reconcile();
  }

  scale(replicas: number): void {
    this.#replicas = replicas;
    this.#progressed();
    this.#reconcile();
  }

  /** All pods are new and available, and the old ones have been told to go. */
  get isComplete(): boolean {
    const { fresh, old } = this.#living();
    return (
      old.length === 0 &&
      fresh.length === this.#replicas &&
      fresh.every((pod) => this.#isAvailable(pod))
    );
  }

  /** The pods of the newest template that are not ready. */
  get unready(): readonly Pod[] {
    return this.#living().fresh.filter((pod) => pod.readyAtMs === null);
  }

  onChange(listener: () => void): () => void {
    this.#changes.on("changed", listener);
    return () => this.#changes.off("changed", listener);
  }

  /** Ends every pod, drained. */
  async remove(): Promise<void> {
    this.#stop();
    await Promise.all(this.pods.map((pod) => this.#terminate(pod)));
  }

  kill(): void {
    this.#stop();
    for (const pod of this.#pods) pod.kill();
  }

  #stop(): void {
    this.#closed = true;
    clearTimeout(this.#nextLook);
  }

  #living(): { fresh: Pod[]; old: Pod[] } {
    const living = this.pods.filter((pod) => !pod.isTerminating);
    const isFresh = (pod: Pod) => pod.identity.templateHash === this.#template.hash;
    return { fresh: living.filter(isFresh), old: living.filter((pod) => !isFresh(pod)) };
  }

  /** What a step changes is looked at once the step is whole: a list that is walked stays true. */
  #reconcile(): void {
    this.#lookAgain = true;
    if (this.#reconciling) return;
    this.#reconciling = true;
    while (this.#lookAgain && !this.#closed) {
      this.#lookAgain = false;
      this.#step();
    }
    this.#reconciling = false;
    this.#changes.emit("changed");
  }

  #step(): void {
    const { fresh, old } = this.#living();
    // Sick pods serve nobody: they make room at once, before a surge is counted.
    const sick = old.filter((pod) => pod.readyAtMs === null);
    const serving = old.filter((pod) => pod.readyAtMs !== null);
    for (const pod of sick) void this.#terminate(pod);

    this.#create(fresh.length, serving.length);
    this.#removeSurplus(fresh);
    this.#removeOld(fresh, serving);
    this.#noteProgress();
    this.#lookWhenAvailable();
  }

  #create(fresh: number, serving: number): void {
    const surge = countOf(this.#rollingUpdate.maxSurge, this.#replicas, Math.ceil);
    const room = this.#replicas + surge - serving - fresh - this.#creating;
    const missing = this.#replicas - fresh - this.#creating;
    for (let count = Math.min(room, missing); count > 0; count--) void this.#add();
  }

  #removeSurplus(fresh: readonly Pod[]): void {
    const leastUseful = fresh.toSorted((a, b) => Math.sign(usefulSince(b) - usefulSince(a)) || 0);
    for (const pod of leastUseful.slice(0, Math.max(0, fresh.length - this.#replicas))) {
      void this.#terminate(pod);
    }
  }

  #removeOld(fresh: readonly Pod[], serving: readonly Pod[]): void {
    const spare = countOf(this.#rollingUpdate.maxUnavailable, this.#replicas, Math.floor);
    const available = [...fresh, ...serving].filter((pod) => this.#isAvailable(pod)).length;
    const removable = Math.max(0, available - (this.#replicas - spare));
    for (const pod of serving.slice(0, removable)) void this.#terminate(pod);
  }

  get #rollingUpdate(): { maxSurge: Share; maxUnavailable: Share } {
    return this.#template.object.spec.strategy.rollingUpdate;
  }

  async #add(): Promise<void> {
    this.#creating++;
    const pod = await this.#parts.createPod(this.#template, () => {
      this.#podChanged();
    });
    this.#creating--;
    if (this.#closed) pod.kill();
    else this.#pods.add(pod);
    this.#podChanged();
  }

  async #terminate(pod: Pod): Promise<void> {
    const ended = pod.terminate();
    await ended;
    this.#pods.delete(pod);
    this.#podChanged();
  }

  #podChanged(): void {
    this.#parts.podsChanged();
    this.#reconcile();
  }

  #isAvailable(pod: Pod): boolean {
    return this.#unavailableForMs(pod) <= 0;
  }

  /** Infinity for a pod that is not ready. */
  #unavailableForMs({ readyAtMs }: Pod): number {
    return readyAtMs === null ? Infinity : readyAtMs + this.#minReadyMs - Date.now();
  }

  /** Nothing else happens at the moment when a ready pod becomes an available one. */
  #lookWhenAvailable(): void {
    clearTimeout(this.#nextLook);
    const waits = this.pods.map((pod) => this.#unavailableForMs(pod));
    const next = Math.min(...waits.filter((ms) => ms > 0));
    if (next === Infinity) return;
    this.#nextLook = setTimeout(() => {
      this.#reconcile();
    }, Math.ceil(next));
  }

  get #minReadyMs(): number {
    return this.#parts.ms(this.#template.object.spec.minReadySeconds);
  }

  #noteProgress(): void {
    const { fresh, old } = this.#living();
    const available = fresh.filter((pod) => this.#isAvailable(pod)).length;
    const ready = fresh.filter((pod) => pod.readyAtMs !== null).length;
    const seen = `${fresh.length} ${ready} ${available} ${old.length}`;
    if (seen !== this.#lastSeen) this.#progressed();
    this.#lastSeen = seen;
  }

  #progressed(): void {
    this.progressAtMs = Date.now();
  }
}

/** A number, or a share of the replicas: Kubernetes rounds a surge up and what may be missing down. */
function countOf(share: Share, replicas: number, round: (value: number) => number): number {
  if (typeof share === "number") return share;
  return round((Number.parseInt(share, 10) * replicas) / 100);
}

/** Later is less useful: a pod that is not ready has yet to be. */
function usefulSince({ readyAtMs }: Pod): number {
  return readyAtMs ?? Infinity;
}
