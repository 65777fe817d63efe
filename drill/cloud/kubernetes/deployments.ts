import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../clock";
import { freePort } from "../pods/ports";
import { Pod, type Kubelet } from "../pods/pod";
import type { StartTimes } from "../pods/startTimes";
import { isObject, type Properties } from "../provider/envelope";
import { DeploymentController, type Template } from "./deploymentController";
import { deployment } from "./objects";
import { awaitRollout } from "./rollout";

export interface DeploymentsParts {
  clock: Clock;
  kubelet: Kubelet;
  startTimes: StartTimes;
  podsChanged: () => void;
}

interface Bounds {
  min: number;
  max: number;
}

/** All Deployments of the cluster, and what scales them. */
export class Deployments {
  readonly #parts: DeploymentsParts;
  readonly #controllers = new Map<string, DeploymentController>();
  readonly #bounds = new Map<string, Bounds>();

  constructor(parts: DeploymentsParts) {
    this.#parts = parts;
  }

  get pods(): readonly Pod[] {
    return [...this.#controllers.values()].flatMap(({ pods }) => pods);
  }

  /** Creates or changes one, and waits for its rollout. @throws InitializationError */
  async apply(id: string, inputs: Properties, computed: Properties): Promise<void> {
    const template = templateOf(inputs);
    let controller = this.#controllers.get(id);
    if (controller === undefined) {
      controller = this.#create(template);
      this.#controllers.set(id, controller);
    } else {
      controller.apply(template);
    }
    this.#autoscale(id);
    const { clock, startTimes } = this.#parts;
    await awaitRollout(
      controller,
      { id, computed },
      { ms: (seconds) => clock.ms(seconds), startMs: () => startTimes.allowanceMs },
    );
  }

  async remove(id: string): Promise<void> {
    const controller = this.#controllers.get(id);
    // Its pods stay visible while they drain.
    await controller?.remove();
    this.#controllers.delete(id);
  }

  /** An autoscaler's bounds; null takes them away and leaves the count as it is. */
  bound(id: string, bounds: Bounds | null): void {
    if (bounds === null) this.#bounds.delete(id);
    else this.#bounds.set(id, bounds);
    this.#autoscale(id);
  }

  killAll(): void {
    for (const controller of this.#controllers.values()) controller.kill();
  }

  /** No load is simulated: the autoscaler holds the count within its bounds, and a count of 0 switches it off. */
  #autoscale(id: string): void {
    const bounds = this.#bounds.get(id);
    const controller = this.#controllers.get(id);
    if (bounds === undefined || controller === undefined || controller.replicas === 0) return;
    const replicas = Math.min(Math.max(controller.replicas, bounds.min), bounds.max);
    if (replicas !== controller.replicas) controller.scale(replicas);
  }

  #create(template: Template): DeploymentController {
    const { clock, kubelet, podsChanged } = this.#parts;
    return new DeploymentController(template, {
      ms: (seconds) => clock.ms(seconds),
      podsChanged,
      createPod: async ({ hash, object }, changed) => {
        const { name, namespace } = object.metadata;
        const identity = {
          name: `${name}-${hash}-${randomBytes(3).toString("hex").slice(0, 5)}`,
          namespace,
          templateHash: hash,
          template: object.spec.template,
          port: await freePort(),
        };
        return new Pod(identity, kubelet, changed);
      },
    });
  }
}

function templateOf(inputs: Properties): Template {
  const object = deployment.parse(inputs);
  const spec = inputs["spec"];
  const template = isObject(spec) ? spec["template"] : null;
  const hash = createHash("sha256").update(canonical(template)).digest("hex").slice(0, 10);
  return { hash, object };
}

/** The same text for the same value, whatever the order of its keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
