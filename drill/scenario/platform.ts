import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Cloud } from "../cloud/cloud";
import { freePort } from "../cloud/pods/ports";
import type { Platform } from "../report/report";
import { awsEnvironment } from "./access";
import { dockerConfig } from "./dockerConfig";
import { baseConfig } from "./stackConfig";

/** What a drill has of its own on each platform. */
export interface DrillPlatform {
  readonly name: Platform;
  /** The configuration of the stack, but for what steps want. */
  readonly config: ConfigMap;
  /** What the program finds in its environment. */
  readonly env: Record<string, string>;
  /** At which port the platform shows the load balancer. */
  readonly port: number;
}

/** @param guard whether flips are looked at first */
export async function openPlatform(
  name: Platform,
  cloud: Cloud,
  { guard }: { guard: boolean },
): Promise<DrillPlatform> {
  if (name === "aws")
    return { name, config: baseConfig({ guard }), env: awsEnvironment(cloud), port: 443 };
  // Such a stack says where it is published before anything listens there.
  const port = await freePort();
  const config = dockerConfig({ port, tls: cloud.siteCertificate }, { guard });
  const env = { NODE_EXTRA_CA_CERTS: cloud.caFile, DOCKER_HOST: cloud.dockerHost };
  return { name, config, env, port };
}
