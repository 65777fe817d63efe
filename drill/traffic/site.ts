import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { type SecureContext, createSecureContext } from "node:tls";
import { ANSWERED_BY } from "../cloud/loadBalancer/api";
import type { Color } from "../report/report";

/** Where the app is reached: its load balancer, under its public name, over HTTPS. */
export interface Site {
  address: { host: string; port: number };
  /** The public name, as a certificate has it. No DNS is asked for it. */
  domain: string;
  /** The same as Host and Origin say it: with the port, where that is not 443. */
  authority: string;
  /** PEM file with the certificate that signed the load balancer's. */
  caFile: string;
}

/** What a TLS connection to the site is made of. */
export interface Connection {
  host: string;
  port: number;
  servername: string;
  authority: string;
  secureContext: SecureContext;
}

/** Reads the PEM file; one context serves any number of connections, so that a user costs no parsing of it. */
export function connectionTo(site: Site): Connection {
  return {
    ...site.address,
    servername: site.domain,
    authority: site.authority,
    secureContext: createSecureContext({ ca: readFileSync(site.caFile) }),
  };
}

const COLOR_GROUP = /^(blue|green)(?:-|$)/;

/** The color whose target group answered; null for a fixed response or the assets proxy. */
export function colorOf(headers: IncomingHttpHeaders): Color | null {
  const group = headers[ANSWERED_BY];
  const color = typeof group === "string" ? COLOR_GROUP.exec(group)?.[1] : undefined;
  return color === "blue" || color === "green" ? color : null;
}
