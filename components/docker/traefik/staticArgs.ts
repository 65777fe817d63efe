import { LIFECYCLE } from "../../app/lifecycle";

/** Where the files are that Traefik watches. */
export const ROUTES_FOLDER = "/etc/traefik/dynamic";

/** Where Traefik keeps what an ACME authority gave it. */
export const ACME_FOLDER = "/acme";

/** What only the stack's own network reaches: ping, metrics, and the windows of the writers. */
export const INTERNAL_PORT = 8082;

export interface StaticSettings {
  /** Inside and outside alike. */
  port: number;
  domain: string;
  /** A certificate of one's own comes in a file, so that a new one needs no restart. */
  tls: "none" | "certificate" | { acmeEmail: string };
}

/** Traefik's command line: what does not change while it runs. No secret is among it. */
export function staticArgs({ port, domain, tls }: StaticSettings): string[] {
  const { balancerIdleSeconds } = LIFECYCLE;
  const web = "--entryPoints.web";
  return [
    "--global.checkNewVersion=false",
    "--global.sendAnonymousUsage=false",
    "--log.format=json",
    "--accessLog=true",
    "--accessLog.format=json",
    // Cookies and tokens are in headers, and the signatures of files in queries.
    "--accessLog.fields.headers.defaultMode=drop",
    "--accessLog.fields.queryParameters.defaultMode=drop",
    `${web}.address=:${port}`,
    `${web}.transport.respondingTimeouts.readTimeout=${balancerIdleSeconds}s`,
    // No limit to an answer: a chat streams for minutes.
    `${web}.transport.respondingTimeouts.writeTimeout=0s`,
    `${web}.transport.respondingTimeouts.idleTimeout=${balancerIdleSeconds}s`,
    ...tlsArgs(web, domain, tls),
    `--entryPoints.internal.address=:${INTERNAL_PORT}`,
    "--serversTransport.forwardingTimeouts.dialTimeout=5s",
    // A container that leaves waits until nobody is connected: idle connections would hold it for 90 s more.
    "--serversTransport.forwardingTimeouts.idleConnTimeout=10s",
    `--providers.file.directory=${ROUTES_FOLDER}`,
    "--providers.file.watch=true",
    // Otherwise Traefik waits for two seconds between two files, and a rollback with it.
    "--providers.providersThrottleDuration=100ms",
    "--api=true",
    "--api.dashboard=false",
    "--ping=true",
    "--ping.entryPoint=internal",
    "--metrics.prometheus=true",
    "--metrics.prometheus.entryPoint=internal",
    "--metrics.prometheus.buckets=0.05,0.1,0.25,0.5,1,2.5,5,10,30,60,300",
  ];
}

function tlsArgs(web: string, domain: string, tls: StaticSettings["tls"]): string[] {
  if (tls === "none") return [];
  if (tls === "certificate") return [`${web}.http.tls=true`];
  const acme = "--certificatesResolvers.acme.acme";
  return [
    `${web}.http.tls=true`,
    `${web}.http.tls.certResolver=acme`,
    `${web}.http.tls.domains[0].main=${domain}`,
    `${acme}.email=${tls.acmeEmail}`,
    `${acme}.storage=${ACME_FOLDER}/acme.json`,
    `${acme}.tlsChallenge=true`,
  ];
}
