import type { OutputMap } from "@pulumi/pulumi/automation";
import type { OpenEngine } from "../../../drill/engine/open";
import type { Deployment } from "../../../ops/deployment";
import { resourcesOf, toldOf, type Outcome, type StateResource } from "./told";

/** What a program has deployed, wherever it runs. */
export class DeployedStack {
  /** As a command has it. */
  readonly deployment: Deployment;

  constructor({ deployment }: OpenEngine) {
    this.deployment = deployment;
  }

  /** The state's custom resource of that kind and name. */
  async resource(kind: string, name: string): Promise<StateResource> {
    const found = (await this.resources()).find(
      ({ urn, type, custom }) => custom && type.endsWith(`:${kind}`) && urn.endsWith(`::${name}`),
    );
    if (found === undefined) throw new Error(`no ${kind} ${name} in the state`);
    return found;
  }

  resources(): Promise<StateResource[]> {
    return resourcesOf(this.deployment);
  }

  outputs(): Promise<OutputMap> {
    return this.deployment.outputs();
  }

  /** Takes down everything that is not kept. */
  destroy(): Promise<Outcome> {
    return toldOf((onEvent) => this.deployment.destroy({ onEvent }));
  }
}
