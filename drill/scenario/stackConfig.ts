import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import type { Color } from "../report/report";
import { RELEASES, type DrillRelease } from "./catalogue";
import { plain, secret, stackFile } from "./stackFile";

/** What the drill changes from step to step; everything else of its stack stays as it is. */
export interface Wanted {
  activeColor: Color;
  /** Of all users, in percent: what the idle colour gets. */
  canaryPercent?: number;
  blue: DrillRelease;
  green: DrillRelease;
  /** Version of the schema's high-water mark. */
  schema: string;
}

/** The drill's stack, as the commands name it. */
export const STACK = "drill";

/** The stack's public name. It is resolved nowhere: the users are told where the load balancer listens. */
export const DOMAIN = "chat.example.com";

/** How many pods each colour has. */
export const PODS = 2;

/** How long a flip is on trial, in AWS minutes: shorter than the default, for somebody waits for its end. */
export const BAKE_MINUTES = 6;

const CAPACITY = { min: PODS, max: 3 * PODS };

const PRODUCTION = join(__dirname, "..", "..", "Pulumi.prod.yaml");

/**
 * The production example, with the drill's own releases and a key of a model provider that is made up.
 *
 * @param guard whether flips are looked at first
 */
export function baseConfig({ guard = true } = {}): ConfigMap {
  return {
    ...stackFile(PRODUCTION),
    ...plain({
      releases: Object.fromEntries(
        Object.values(RELEASES).map(({ name, version, digest, env }) => [
          name,
          { version, digest, env },
        ]),
      ),
      domain: DOMAIN,
      flipLimits: { bakeMinutes: BAKE_MINUTES },
      ...(guard ? {} : { flipGuard: "off" }),
    }),
    ...madeUpKey(),
  };
}

/** A key of a model provider, for somebody who looks for secrets to look for. */
export function madeUpKey(): ConfigMap {
  return secret({ apiKeys: { OPENAI_API_KEY: `sk-${randomBytes(24).toString("hex")}` } });
}

/** What the stack is to be, with some of it changed. @throws Error when the first step leaves something out. */
export function merge(before: Wanted | undefined, changes: Partial<Wanted>): Wanted {
  const { activeColor, canaryPercent = 0, blue, green, schema } = { ...before, ...changes };
  if (
    activeColor === undefined ||
    blue === undefined ||
    green === undefined ||
    schema === undefined
  )
    throw new Error("the first step says everything about the stack");
  return { activeColor, canaryPercent, blue, green, schema };
}

/** The keys that say what one step of the drill wants. */
export function wantedConfig(wanted: Wanted): ConfigMap {
  return plain({
    activeColor: wanted.activeColor,
    canaryPercent: wanted.canaryPercent ?? 0,
    blue: { release: wanted.blue.name, capacity: CAPACITY },
    green: { release: wanted.green.name, capacity: CAPACITY },
    schema: { version: wanted.schema, readableBy: ">=2.1.24" },
  });
}
