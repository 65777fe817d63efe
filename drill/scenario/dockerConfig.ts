import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Cloud } from "../cloud/cloud";
import { RELEASES } from "./catalogue";
import { DOMAIN, madeUpKey } from "./stackConfig";
import { plain, secret, stackFile } from "./stackFile";

const DEV = join(__dirname, "..", "..", "Pulumi.dev.yaml");

export interface DockerSite {
  /** Where the load balancer is published on this machine. */
  port: number;
  tls: Cloud["siteCertificate"];
}

/**
 * The example of a stack on one engine, with the drill's own releases, and over TLS: so users, cookies and the guard
 * go the way that they go on AWS.
 *
 * @param guard whether flips are looked at first
 */
export function dockerConfig({ port, tls }: DockerSite, { guard = true } = {}): ConfigMap {
  return {
    ...stackFile(DEV),
    ...plain({
      releases: Object.fromEntries(
        Object.values(RELEASES).map(({ name, version, digest, env }) => [
          name,
          { version, source: `docker.io/lobehub/lobehub:${version}@${digest}`, env },
        ]),
      ),
      ...(guard ? {} : { flipGuard: "off" }),
    }),
    ...secret({ site: { domain: DOMAIN, port, tls } }),
    ...madeUpKey(),
  };
}
