import { secret, type Output } from "@pulumi/pulumi";
import type { Release } from "../components/app/release";
import { perColor, type Color } from "./color";
import type { ReleaseEntry } from "./release";
import type { SharedConfig } from "./shared";

/** One colour as it is to be: what runs there, and how much of it. */
export interface ColorSettings {
  release: Release;
  /** Pods, at least and at most. Both 0: the colour is cold. */
  capacity: { min: number; max: number };
}

type Plain = Pick<
  SharedConfig,
  | "activeColor"
  | "canaryPercent"
  | "schema"
  | "allowedCidrs"
  | "protect"
  | "flipGuard"
  | "flipLimits"
  | "refused"
  | "again"
  | "maintenance"
>;

/** What a stack is told wherever it runs. */
export interface SharedSettings extends Plain {
  /** Those of an installation that is adopted. */
  secrets: Record<keyof SharedConfig["secrets"], Output<string> | undefined>;
  apiKeys: Record<string, Output<string>>;
}

export function sharedOf(config: SharedConfig): SharedSettings {
  const { activeColor, canaryPercent, schema, allowedCidrs, protect } = config;
  const { flipGuard, flipLimits, refused, again, maintenance, secrets } = config;
  return {
    ...{ activeColor, canaryPercent, schema, allowedCidrs, protect },
    ...{ flipGuard, flipLimits, refused, again, maintenance },
    secrets: {
      authSecret: sealed(secrets.authSecret),
      keyVaultsSecret: sealed(secrets.keyVaultsSecret),
      jwksKey: sealed(secrets.jwksKey),
    },
    apiKeys: Object.fromEntries(
      Object.entries(config.apiKeys).map(([variable, key]) => [variable, secret(key)]),
    ),
  };
}

/** Each colour with the release that its name stands for. */
export function colorsOf<Entry extends ReleaseEntry>(
  config: Pick<SharedConfig, Color> & { releases: Record<string, Entry> },
): Record<Color, { release: Entry & { name: string }; capacity: ColorSettings["capacity"] }> {
  return perColor((color) => {
    const { release: name, capacity } = config[color];
    const entry = config.releases[name];
    if (entry === undefined)
      throw new Error(`release ${name} passed the rules without being there`);
    return { capacity, release: { name, ...entry } };
  });
}

/** The whole catalogue, each release with its name. */
export function releasesOf<Entry extends ReleaseEntry>(
  releases: Record<string, Entry>,
): (Entry & { name: string })[] {
  return Object.entries(releases).map(([name, entry]) => ({ name, ...entry }));
}

function sealed(value: string | undefined): Output<string> | undefined {
  return value === undefined ? undefined : secret(value);
}
