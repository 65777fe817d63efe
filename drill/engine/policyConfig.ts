import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Properties } from "./envelope";

export const POLICY_LEVELS = ["advisory", "mandatory", "remediate", "disabled"] as const;
export type PolicyLevel = (typeof POLICY_LEVELS)[number];

/** Of one policy: how it is enforced, and what it is told. */
export interface PolicySettings {
  level: PolicyLevel;
  properties: Properties;
}

/** A policy as its pack declares it. */
export interface DeclaredPolicy extends PolicySettings {
  name: string;
}

const level = z.enum(POLICY_LEVELS);
const settings = z.union([
  level.transform((enforcementLevel) => ({ enforcementLevel })),
  z.looseObject({ enforcementLevel: level.optional() }),
]);
const file = z.record(z.string(), settings);

/** What a configuration file says of each policy; "all" is about those that it does not name. */
export type PolicyFile = z.infer<typeof file>;

/** @throws Error when it cannot be read, or is no configuration of a policy pack */
export function readPolicyFile(path: string): PolicyFile {
  const parsed = file.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The pack's own settings, and over them those of the file. */
export function settingsOf(
  declared: readonly DeclaredPolicy[],
  { all, ...named }: PolicyFile,
): Map<string, PolicySettings> {
  return new Map(
    declared.map(({ name, level: own, properties }) => {
      const { enforcementLevel, ...given } = named[name] ?? {};
      const chosen = enforcementLevel ?? all?.enforcementLevel ?? own;
      return [name, { level: chosen, properties: { ...properties, ...jsonOf(given) } }];
    }),
  );
}

/** What JSON was parsed from is JSON. */
function jsonOf(value: Record<string, unknown>): Properties {
  return value as Properties;
}
