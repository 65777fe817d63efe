import type { ConfigMap } from "@pulumi/pulumi/automation";
import { isSealed, mapProperties, secret, type Properties } from "../../../drill/engine/envelope";
import { Program } from "../../program/support/program";
import type { StateResource } from "../../program/support/told";
import type { PackResource } from "./draft";

/** The resources of a stack of that configuration, as the program declares them and the cloud has answered. */
export async function resourcesOf(config: ConfigMap): Promise<PackResource[]> {
  const program = await Program.open({ config });
  try {
    const { error } = await program.up();
    if (error !== undefined) throw new Error(error);
    return (await program.resources()).map(packResource);
  } finally {
    await program.close();
  }
}

function packResource(resource: StateResource): PackResource {
  const {
    urn,
    type,
    custom,
    protect = false,
    inputs,
    outputs,
    dependencies,
    provider = "",
  } = resource;
  const props = opened({ ...inputs, ...outputs } as Properties);
  const name = urn.split("::").at(-1) ?? urn;
  return {
    ...{ urn, type, name, custom, protect, props, dependencies },
    provider: urnOf(provider),
  };
}

/** On disk a secret is sealed. What it is says nothing to a policy, but that there is one. */
function opened(properties: Properties): Properties {
  return mapProperties(properties, (part) => (isSealed(part) ? secret("sealed") : undefined));
}

/** A resource names its provider by URN and id. */
function urnOf(provider: string): string {
  return provider.split("::").slice(0, -1).join("::");
}
