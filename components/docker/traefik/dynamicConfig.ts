/** Of Traefik's dynamic configuration, what this stack says. Names and spelling are Traefik's. */
export interface DynamicConfig {
  http: {
    routers: Record<string, Router>;
    services?: Record<string, Service>;
    middlewares?: Record<string, Middleware>;
  };
  tls?: { certificates: { certFile: string; keyFile: string }[] };
}

export interface Router {
  entryPoints: ("web" | "internal")[];
  rule: string;
  /** The highest is asked first. */
  priority: number;
  middlewares?: string[];
  service: string;
}

export type Service = { loadBalancer: LoadBalancer } | { weighted: Weighted };

export interface LoadBalancer {
  servers: { url: string }[];
  healthCheck?: { path: string; interval: string; timeout: string };
  sticky?: Sticky;
  responseForwarding?: { flushInterval: string };
}

export interface Weighted {
  services: { name: string; weight: number }[];
  /** Only whether, so that a colour whose servers are all down gets nobody. */
  healthCheck: Record<string, never>;
  sticky?: Sticky;
}

export interface Sticky {
  cookie: { name: string; httpOnly: true; sameSite: "lax"; maxAge?: number };
}

export type Middleware =
  | { replacePath: { path: string } }
  | { rateLimit: { average: number; burst: number } }
  | { ipAllowList: { sourceRange: string[] } }
  | {
      headers: {
        contentTypeNosniff: true;
        customFrameOptionsValue?: string;
        referrerPolicy?: string;
        /** Traefik says it over TLS alone. */
        stsSeconds?: number;
        contentSecurityPolicy?: string;
        /** An empty one takes the header away. */
        customRequestHeaders?: Record<string, string>;
      };
    };
