import { secret } from "@pulumi/pulumi";
import type { RestoreSettings } from "../components/app/restored";
import type { EngineRelease } from "../components/docker/engineRelease";
import type { SiteSettings } from "../components/docker/siteSettings";
import type { Color } from "./color";
import type { DockerConfig } from "./docker";
import {
  colorsOf,
  releasesOf,
  sharedOf,
  type ColorSettings,
  type SharedSettings,
} from "./sharedSettings";

/** The configuration of a stack on a Docker engine as the program uses it: plain typed values, secrets wrapped. */
export interface DockerSettings
  extends SharedSettings, Pick<DockerConfig, "images" | "memoryMiB" | "rateLimit" | "backups"> {
  platform: "docker";
  colors: Record<Color, ColorSettings & { release: EngineRelease }>;
  /** The whole catalogue. */
  releases: EngineRelease[];
  site: SiteSettings;
  /** undefined: nothing is restored. */
  restore: RestoreSettings | undefined;
}

/** Resolves names into what they name, and wraps what is secret. */
export function dockerSettingsOf(config: DockerConfig): DockerSettings {
  const { images, memoryMiB, rateLimit, backups, site, restore } = config;
  return {
    platform: "docker",
    ...sharedOf(config),
    ...{ images, memoryMiB, rateLimit, backups, restore },
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
