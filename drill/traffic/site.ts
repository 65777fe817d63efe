import { readFileSync } from "node:fs";
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import { Agent as TlsAgent, request as requestByTls } from "node:https";
import { type SecureContext, createSecureContext } from "node:tls";
import { ANSWERED_BY } from "../cloud/loadBalancer/api";
import type { Color } from "../report/report";

/** Where the app is reached: its load balancer, under its public name. */
export interface Site {
  /** @default "https" */
  scheme?: "http" | "https" | undefined;
  address: { host: string; port: number };
  /** The public name, as a certificate has it. No DNS is asked for it. */
  domain: string;
  /** The same as Host and Origin say it: with the port, where that is not the scheme's own. */
  authority: string;
  /** PEM file with the certificate that signed the load balancer's. Left out: whoever Node trusts. */
  caFile?: string | undefined;
}

/** What a connection to the site is made of; one without TLS has no use for the half of it. */
export interface Connection extends Pick<Site, "scheme"> {
  host: string;
  port: number;
  servername: string;
  authority: string;
  secureContext: SecureContext;
}

/** Reads the PEM file; one context serves any number of connections, so that a user costs no parsing of it. */
export function connectionTo(site: Site): Connection {
  const { scheme, caFile } = site;
  return {
    ...{ scheme, ...site.address },
    servername: site.domain,
    authority: site.authority,
    secureContext: createSecureContext(caFile === undefined ? {} : { ca: readFileSync(caFile) }),
  };
}

/** How Node asks by that scheme. */
export function requestBy(scheme: Site["scheme"]): typeof requestByTls {
  return scheme === "http" ? request : requestByTls;
}

/** What asks the site again and again over the connections that it has. */
export function keptAlive(connection: Connection): Agent {
  const options = { ...connection, keepAlive: true };
  return connection.scheme === "http" ? new Agent(options) : new TlsAgent(options);
}

const COLOR_GROUP = /^(blue|green)(?:-|$)/;

/** The color whose target group answered; null for a fixed response or the assets proxy. */
export function colorOf(headers: IncomingHttpHeaders): Color | null {
  const group = headers[ANSWERED_BY];
  const color = typeof group === "string" ? COLOR_GROUP.exec(group)?.[1] : undefined;
  return color === "blue" || color === "green" ? color : null;
}
