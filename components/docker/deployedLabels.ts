import type { Deployed } from "../app/release";

/** Where a colour's routes say for which release its containers were made. */
export const DEPLOYED_LABEL = {
  name: "lobechat.release",
  version: "lobechat.version",
  digest: "lobechat.digest",
} as const;

export function deployedLabels({ name, version, digest }: Deployed): Record<string, string> {
  return {
    [DEPLOYED_LABEL.name]: name,
    [DEPLOYED_LABEL.version]: version,
    [DEPLOYED_LABEL.digest]: digest,
  };
}

export function deployedIn(labels: readonly { label: string; value: string }[]): Deployed {
  const of = (wanted: string) => labels.find(({ label }) => label === wanted)?.value ?? "";
  return {
    name: of(DEPLOYED_LABEL.name),
    version: of(DEPLOYED_LABEL.version),
    digest: of(DEPLOYED_LABEL.digest),
  };
}
