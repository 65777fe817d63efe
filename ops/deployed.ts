import type { ConfigMap, UpdateSummary } from "@pulumi/pulumi/automation";
import type { Deployment } from "./deployment";
import { isNarrowed, wholeHistory } from "./history";
import { Refusal } from "./refusal";

/** What says who serves: it changes without a release, and so without a commit. */
export const OPERATIONAL_KEYS = [
  "lobechat:activeColor",
  "lobechat:canaryPercent",
  "lobechat:refused",
  "lobechat:maintenance",
] as const;

type Recorded = Pick<Deployment, "history">;

/**
 * The configuration that is deployed, secrets included: that of the last full update that succeeded, with the
 * traffic of the last one that did. What lies in the checkout may be newer, and need not be right.
 *
 * @throws Refusal when nothing was deployed yet
 */
export async function deployedConfig(deployment: Recorded): Promise<ConfigMap> {
  const config = await deployedOrNothing(deployment);
  if (config !== undefined) return config;
  throw new Refusal("Nothing is deployed yet: the first update is `pulumi up`.");
}

/** The same. @returns undefined before the first update */
export async function deployedOrNothing(deployment: Recorded): Promise<ConfigMap | undefined> {
  const succeeded = (await wholeHistory(deployment, true)).filter(isSucceededUpdate);
  const full = succeeded.find((update) => !isNarrowed(update));
  const [last] = succeeded;
  if (full === undefined || last === undefined) return undefined;
  return { ...without(full.config, OPERATIONAL_KEYS), ...only(last.config, OPERATIONAL_KEYS) };
}

function isSucceededUpdate({ kind, result }: UpdateSummary): boolean {
  return kind === "update" && result === "succeeded";
}

function without(config: ConfigMap, keys: readonly string[]): ConfigMap {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !keys.includes(key)));
}

function only(config: ConfigMap, keys: readonly string[]): ConfigMap {
  return Object.fromEntries(Object.entries(config).filter(([key]) => keys.includes(key)));
}
