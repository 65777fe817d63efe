import { isIP } from "node:net";
import type { Output } from "@pulumi/pulumi";

/** How the site is reached. */
export interface SiteSettings {
  /** The public name, without a scheme. */
  domain: string;
  /** The port that the engine publishes, and that the load balancer listens on inside. */
  port: number;
  /** As a browser is told of it: no slash at the end, and no port where the scheme's own is meant. */
  url: string;
  tls: { certificate: string; key: Output<string> } | { acmeEmail: string } | undefined;
}

/** A name that means another machine to everybody else, or none to a browser's memory, is told to nobody. */
export function remembersHttps({ domain, tls }: Pick<SiteSettings, "domain" | "tls">): boolean {
  const isLocal = domain === "localhost" || domain.endsWith(".localhost");
  return tls !== undefined && !isLocal && isIP(domain) === 0;
}

/** Certificates in PEM that vouch for the site where no public authority has to. */
export function trustOf({ tls }: SiteSettings): string | undefined {
  return tls !== undefined && "certificate" in tls ? tls.certificate : undefined;
}
