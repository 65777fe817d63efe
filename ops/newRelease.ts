import { valid as isSemver } from "semver";
import type { Entry } from "./catalogue";
import { Refusal } from "./refusal";

/** What is told of a release that the catalogue does not have yet. */
export interface NewRelease {
  version?: string | undefined;
  digest?: string | undefined;
  source?: string | undefined;
  /** As in `FEATURE_FLAGS=+group_chat`. */
  env?: readonly string[] | undefined;
}

/** @throws Refusal that names the option which is missing or wrong */
export function newEntry(name: string, told: NewRelease): Entry {
  const version = versionOf(name, told.version);
  const env = Object.fromEntries((told.env ?? []).map(variable));
  return {
    version,
    ...imageOf(name, version, told),
    ...(Object.keys(env).length === 0 ? {} : { env }),
  };
}

/** A release is named after its version and the commit that it was built from. */
function versionOf(name: string, told: string | undefined): string {
  const version = told ?? name.replace(/-[^-]*$/, "");
  if (isSemver(version) === version) return version;
  throw new Refusal(
    told === undefined
      ? `The name ${name} does not begin with a version, as in 2.1.26-9f3c2e1: add --version. Nothing was changed.`
      : `--version ${told} is none: one is such as 2.1.26. Nothing was changed.`,
  );
}

function imageOf(name: string, version: string, { source, digest }: NewRelease) {
  if (source === undefined && digest === undefined)
    throw new Refusal(
      `The catalogue does not have ${name} yet: say where its image is, by --source docker.io/lobehub/lobehub:${version}@sha256:… or, where your own CI pushed it, by --digest sha256:…. Nothing was changed.`,
    );
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
    throw new Refusal(
      `--digest ${digest} is none: one is sha256: and 64 hexadecimal digits. Nothing was changed.`,
    );
  if (source !== undefined && !/@sha256:[0-9a-f]{64}$/.test(source))
    throw new Refusal(
      `--source ${source} can be moved: name its digest too, as in name:tag@sha256:…. Nothing was changed.`,
    );
  return {
    ...(source === undefined ? {} : { source }),
    ...(digest === undefined ? {} : { digest }),
  };
}

function variable(text: string): [name: string, value: string] {
  const [, name, value] = /^([A-Za-z_]\w*)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new Refusal(
      `--env ${text} is no variable: one is such as FEATURE_FLAGS=+group_chat. Nothing was changed.`,
    );
  return [name, value];
}
