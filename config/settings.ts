import { secret, type Output } from "@pulumi/pulumi";
import type { Release } from "../components/app/release";
import { perColor, type Color } from "./color";
import type { AwsConfig } from "./schema";

/** One colour as it is to be: what runs there, and how much of it. */
export interface ColorSettings {
  release: Release;
  /** Pods, at least and at most. Both 0: the colour is cold. */
  capacity: { min: number; max: number };
}

type Plain = Pick<
  AwsConfig,
  | "activeColor"
  | "canaryPercent"
  | "domain"
  | "certificate"
  | "network"
  | "repository"
  | "sessionStore"
  | "snapshots"
  | "assets"
  | "allowedCidrs"
  | "protect"
>;

/** The configuration as the program uses it: plain typed values, secrets wrapped. */
export interface AwsSettings extends Plain {
  region: string;
  colors: Record<Color, ColorSettings>;
  cluster: { name: string; kubeconfig: Output<string>; podSecurityGroupId: string };
  databaseUrl: Output<string>;
  files: {
    endpoint: string;
    region: string;
    bucket: string;
    accessKeyId: Output<string>;
    secretAccessKey: Output<string>;
  };
  secrets: Record<keyof AwsConfig["secrets"], Output<string>>;
  apiKeys: Record<string, Output<string>>;
}

/** Resolves names into what they name, and wraps what is secret. */
export function settingsOf(config: AwsConfig, region: string): AwsSettings {
  const { cluster, database, files, secrets } = config;
  return {
    ...plainOf(config),
    region,
    colors: perColor((color) => colorSettings(config, color)),
    cluster: { ...cluster, kubeconfig: secret(cluster.kubeconfig) },
    databaseUrl: secret(database.url),
    files: {
      ...files,
      accessKeyId: secret(files.accessKeyId),
      secretAccessKey: secret(files.secretAccessKey),
    },
    secrets: {
      authSecret: secret(secrets.authSecret),
      keyVaultsSecret: secret(secrets.keyVaultsSecret),
      jwksKey: secret(secrets.jwksKey),
    },
    apiKeys: Object.fromEntries(
      Object.entries(config.apiKeys).map(([variable, key]) => [variable, secret(key)]),
    ),
  };
}

function colorSettings(config: AwsConfig, color: Color): ColorSettings {
  const { release: name, capacity } = config[color];
  const entry = config.releases[name];
  if (entry === undefined) throw new Error(`release ${name} passed the rules without being there`);
  return { capacity, release: { name, ...entry } };
}

function plainOf(config: AwsConfig): Plain {
  const { activeColor, canaryPercent, domain, certificate, network, repository } = config;
  const { sessionStore, snapshots, assets, allowedCidrs, protect } = config;
  return {
    ...{ activeColor, canaryPercent, domain, certificate, network, repository },
    ...{ sessionStore, snapshots, assets, allowedCidrs, protect },
  };
}
