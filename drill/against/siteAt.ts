import type { Site } from "../traffic/site";

const PORTS: Record<string, number> = { "http:": 80, "https:": 443 };

/** Where a stack's own URL leads. Whom to trust is for NODE_EXTRA_CA_CERTS to say. */
export function siteAt(url: string): Site {
  const { protocol, hostname, host, port } = new URL(url);
  return {
    scheme: protocol === "http:" ? "http" : "https",
    address: {
      // As browsers have it (RFC 6761); not every resolver knows.
      host: /(?:^|\.)localhost$/.test(hostname) ? "127.0.0.1" : hostname,
      port: port === "" ? (PORTS[protocol] ?? 443) : Number(port),
    },
    domain: hostname,
    authority: host,
  };
}
