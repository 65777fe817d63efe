import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { stackLabels } from "./labels";

/** The one network of a stack. Its parts find each other there by name, and only the load balancer publishes a port. */
export class Network extends pulumi.ComponentResource {
  /** The engine's name for it. */
  readonly networkName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Network", name, {}, opts);
    const network = new docker.Network(
      name,
      { driver: "bridge", labels: stackLabels(name) },
      { parent: this },
    );
    this.networkName = network.name;
    this.registerOutputs({});
  }
}
