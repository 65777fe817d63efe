import type { z } from "zod";
import {
  ElbError,
  type Address,
  type ElasticLoadBalancing,
  type Target,
} from "../loadBalancer/api";
import type { Pod } from "../pods/pod";
import type { service, targetGroupBinding } from "./objects";

interface Binding {
  /** Id of the Service: `namespace/name`. */
  service: string;
  targetGroupArn: string;
  registered: Map<number, Target>;
}

/** Which pods a Service has, and which of them its target group knows: the ready ones, and nobody else. */
export class Endpoints {
  readonly #elb: ElasticLoadBalancing;
  readonly #pods: () => readonly Pod[];
  readonly #services = new Map<string, Record<string, string>>();
  readonly #bindings = new Map<string, Binding>();
  #turn = 0;

  constructor(elb: ElasticLoadBalancing, pods: () => readonly Pod[]) {
    this.#elb = elb;
    this.#pods = pods;
  }

  putService(id: string, { spec }: z.infer<typeof service>): void {
    this.#services.set(id, spec.selector);
    this.sync();
  }

  removeService(id: string): void {
    this.#services.delete(id);
    this.sync();
  }

  bind(id: string, { metadata, spec }: z.infer<typeof targetGroupBinding>): void {
    const service = `${metadata.namespace}/${spec.serviceRef.name}`;
    const targetGroupArn = spec.targetGroupARN;
    const bound = this.#bindings.get(id);
    // What is registered already stays registered: a change of labels must not drain a colour.
    if (bound?.service === service && bound.targetGroupArn === targetGroupArn) return;
    this.unbind(id);
    this.#bindings.set(id, { service, targetGroupArn, registered: new Map() });
    this.sync();
  }

  unbind(id: string): void {
    const binding = this.#bindings.get(id);
    if (binding === undefined) return;
    this.#bindings.delete(id);
    this.#deregister(binding, [...binding.registered.values()]);
  }

  /** Tells every target group who came and who left. */
  sync(): void {
    for (const binding of this.#bindings.values()) {
      const targets = this.#readyPods(binding.service).map(({ identity }) => identity.port);
      const came = targets.filter((port) => !binding.registered.has(port)).map(targetOf);
      const left = [...binding.registered.values()].filter(({ port }) => !targets.includes(port));
      if (came.length > 0) this.#elb.registerTargets(binding.targetGroupArn, came);
      for (const target of came) binding.registered.set(target.port, target);
      this.#deregister(binding, left);
    }
  }

  /** One ready pod behind `service.namespace.svc…`, a different one each time. */
  resolve(host: string): Address | null {
    const [name = "", namespace = ""] = host.split(".");
    const pods = this.#readyPods(`${namespace}/${name}`);
    const pod = pods[this.#turn++ % Math.max(1, pods.length)];
    return pod === undefined ? null : { host: "127.0.0.1", port: pod.identity.port };
  }

  #readyPods(service: string): Pod[] {
    const selector = this.#services.get(service);
    if (selector === undefined) return [];
    const [namespace] = service.split("/");
    return this.#pods().filter(
      (pod) =>
        pod.readyAtMs !== null &&
        pod.identity.namespace === namespace &&
        Object.entries(selector).every(
          ([label, value]) => pod.identity.template.metadata.labels[label] === value,
        ),
    );
  }

  #deregister(binding: Binding, targets: Target[]): void {
    if (targets.length === 0) return;
    for (const { port } of targets) binding.registered.delete(port);
    try {
      this.#elb.deregisterTargets(binding.targetGroupArn, targets);
    } catch (error) {
      // The group itself may be gone already, and its targets with it.
      if (!(error instanceof ElbError)) throw error;
    }
  }
}

function targetOf(port: number): Target {
  return { id: "127.0.0.1", port };
}
