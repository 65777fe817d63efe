import * as pulumi from "@pulumi/pulumi";
import { dockerSchema, type DockerConfig } from "./docker";
import { dockerSettingsOf, type DockerSettings } from "./dockerSettings";
import { groundProblems } from "./groundRules";
import { readKeys, unknownKeys, type RawConfig } from "./keys";
import { ConfigError, type Problem } from "./problem";
import { regionProblems } from "./region";
import { engineRelease, releaseEntry } from "./release";
import { restoreProblems } from "./restoreRules";
import { crossFieldProblems } from "./rules";
import { awsSchema, type AwsConfig } from "./schema";
import { settingsOf, type AwsSettings } from "./settings";
import { siteProblems } from "./siteRules";

/** What the program is told, on whichever platform. */
export type Settings = AwsSettings | DockerSettings;

/**
 * Reads the whole configuration of the stack that runs.
 * @throws ConfigError that names every mistake; nothing is registered then.
 */
export function loadSettings(): Settings {
  const secretKeys = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  return parseSettings({
    values: pulumi.runtime.allConfig(),
    secretKeys: secretKeys === undefined ? [] : (JSON.parse(secretKeys) as string[]),
    project: pulumi.getProject(),
    stack: pulumi.getStack(),
  });
}

/** The pure half of {@link loadSettings}. @throws ConfigError that names every mistake. */
export function parseSettings(raw: RawConfig): Settings {
  const isDocker = raw.values[`${raw.project}:platform`] === "docker";
  return isDocker ? parseDockerSettings(raw) : parseAwsSettings(raw);
}

/** @throws ConfigError that names every mistake of a stack on AWS. */
export function parseAwsSettings(raw: RawConfig): AwsSettings {
  const { config, problems, isSet, candidate } = readKeys(raw, awsSchema, releaseEntry);
  // What is right in itself has its type.
  const right = config as Partial<AwsConfig>;
  refuseWith(raw, [
    ...[...problems, ...regionProblems(raw, right), ...unknownKeys(raw, awsSchema)],
    ...[...crossFieldProblems(candidate), ...groundProblems(right, isSet)],
    ...restoreProblems(right),
  ]);
  // Without a problem every key is right in itself, and so is there.
  return settingsOf(right as AwsConfig, raw.values["aws:region"] ?? "");
}

/** @throws ConfigError that names every mistake of a stack on a Docker engine. */
export function parseDockerSettings(raw: RawConfig): DockerSettings {
  const { config, problems, candidate } = readKeys(raw, dockerSchema, engineRelease);
  const unknown = unknownKeys(raw, dockerSchema);
  const right = config as Partial<DockerConfig>;
  const crossed = [...crossFieldProblems(candidate), ...siteProblems(right)];
  refuseWith(raw, [...problems, ...unknown, ...crossed]);
  return dockerSettingsOf(right as DockerConfig);
}

function refuseWith({ stack }: RawConfig, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ConfigError(stack, problems);
}
