import { secret, type Output } from "@pulumi/pulumi";
import type { Release } from "../components/app/release";
import type { Color } from "./color";
import type { DockerConfig } from "./docker";
import {
  colorsOf,
  releasesOf,
  sharedOf,
  type ColorSettings,
  type SharedSettings,
} from "./sharedSettings";

/** A release with where its image comes from: a reference by digest, or the id of an image that the engine has. */
export interface EngineRelease extends Release {
  source: string;
}

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

/** The configuration of a stack on a Docker engine as the program uses it: plain typed values, secrets wrapped. */
export interface DockerSettings
  extends SharedSettings, Pick<DockerConfig, "images" | "memoryMiB" | "rateLimit"> {
  platform: "docker";
  colors: Record<Color, ColorSettings & { release: EngineRelease }>;
  /** The whole catalogue. */
  releases: EngineRelease[];
  site: SiteSettings;
}

/** Resolves names into what they name, and wraps what is secret. */
export function dockerSettingsOf(config: DockerConfig): DockerSettings {
  const { images, memoryMiB, rateLimit, site } = config;
  return {
    platform: "docker",
    ...sharedOf(config),
    ...{ images, memoryMiB, rateLimit },
    colors: colorsOf(config),
    releases: releasesOf(config.releases),
    site: siteOf(site),
  };
}

function siteOf({ domain, port, tls }: DockerConfig["site"]): SiteSettings {
  const scheme = tls === undefined ? "http" : "https";
  return {
    domain,
    port,
    url: new URL(`${scheme}://${domain}:${port}`).origin,
    tls: tls !== undefined && "key" in tls ? { ...tls, key: secret(tls.key) } : tls,
  };
}

/** Certificates in PEM that vouch for the site where no public authority has to. */
export function trustOf({ tls }: SiteSettings): string | undefined {
  return tls !== undefined && "certificate" in tls ? tls.certificate : undefined;
}
