import { setTimeout as delay } from "node:timers/promises";
import type { Outage, PodFault } from "../cloud";
import type { TargetHealth } from "../loadBalancer/api";
import type { Outages } from "../outages";
import type { Pod, PodIdentity, Waiting } from "./pod";

export interface PodFaultParts {
  pods: () => readonly Pod[];
  /** The targets of a group, by its Pulumi name. */
  targets: (group: string) => readonly TargetHealth[];
  outages: Outages;
}

const LOOK_AGAIN_MS = 10;

/** What happens to pods that nobody has planned. Their kubelet and their controllers know nothing of it. */
export class PodFaults {
  readonly #parts: PodFaultParts;
  readonly #frozen = new Set<Pod>();
  readonly #held = new Set<number>();

  constructor(parts: PodFaultParts) {
    this.#parts = parts;
  }

  /** @throws Error when the group has no healthy target */
  break({ group, pods: share, how }: PodFault): void {
    const serving = this.#portsIn(group);
    const chosen = share === "one" ? serving.slice(0, 1) : serving;
    const pods = this.#parts.pods().filter(({ identity }) => chosen.includes(identity.port));
    if (pods.length === 0) throw new Error(`nothing of ${group} serves that could be broken`);
    const end = this.#parts.outages.begin(...outageOf(group, share));
    for (const pod of pods) this.#breakOne(pod, how);
    void (share === "one" ? this.#untilLeft(group, chosen) : this.#untilBack(group)).then(end);
  }

  /** What stands still goes on, and what does not start starts at its kubelet's next try. */
  mend(): void {
    for (const pod of this.#frozen) pod.setRunning(true);
    this.#frozen.clear();
    this.#held.clear();
  }

  /** Why the pod's container does not start; null when nothing keeps it from that. */
  holding({ port }: PodIdentity): Waiting | null {
    if (!this.#held.has(port)) return null;
    return { reason: "CrashLoopBackOff", message: "back-off restarting failed container" };
  }

  #breakOne(pod: Pod, how: PodFault["how"]): void {
    if (how === "freeze") {
      this.#frozen.add(pod);
      pod.setRunning(false);
      return;
    }
    if (how === "crash") this.#held.add(pod.identity.port);
    pod.crash();
  }

  /** Until the load balancer sends nobody there any more. */
  async #untilLeft(group: string, ports: readonly number[]): Promise<void> {
    while (this.#portsIn(group).some((port) => ports.includes(port))) await look();
  }

  /** Until there is somebody again to send users to. */
  async #untilBack(group: string): Promise<void> {
    while (this.#portsIn(group).length > 0) await look();
    while (this.#portsIn(group).length === 0) await look();
  }

  #portsIn(group: string): number[] {
    const healthy = this.#parts.targets(group).filter(({ state }) => state === "healthy");
    return healthy.map(({ port }) => port);
  }
}

function outageOf(group: string, share: PodFault["pods"]): [Outage["what"], Outage["color"]] {
  if (group !== "blue" && group !== "green") return ["assets", null];
  return [share === "one" ? "instance" : "color", group];
}

/** Nobody waits for the cloud's end because of it. */
async function look(): Promise<void> {
  await delay(LOOK_AGAIN_MS, undefined, { ref: false });
}
