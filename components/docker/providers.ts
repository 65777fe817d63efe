import * as docker from "@pulumi/docker";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import type { ProviderResource } from "@pulumi/pulumi";
import type { DockerHost } from "./engine/dockerHost";

/** Every provider of the stack, named, and the engine's by the address that the program has asked itself. */
export function dockerProviders({ address, certificates }: DockerHost): {
  providers: Record<string, ProviderResource>;
} {
  return {
    providers: {
      docker: new docker.Provider("docker", {
        host: address,
        ...(certificates === undefined ? {} : { certPath: certificates }),
      }),
      random: new random.Provider("random"),
      tls: new tls.Provider("tls"),
    },
  };
}
