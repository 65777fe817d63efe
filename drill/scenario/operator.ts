import { readFileSync } from "node:fs";
import type { OutputMap } from "@pulumi/pulumi/automation";
import type { Deployment } from "../../ops/deployment";
import type { Tools } from "../../ops/tools";
import type { Cloud } from "../cloud/cloud";
import { awsAccess } from "./access";
import { STACK } from "./stackConfig";

/**
 * Somebody who runs the commands on the drill's stack, in the drill's cloud.
 *
 * @param scale AWS seconds per second: the bake window is given in AWS minutes, and the history is not
 */
export function operator(deployment: Deployment, cloud: Cloud, scale: number): Tools {
  return {
    openStack: () => Promise.resolve({ name: STACK, deployment: onOneClock(deployment, scale) }),
    awsAccess: (region) => awsAccess(cloud, region),
    ca: readFileSync(cloud.caFile, "utf8"),
    terminal: {
      interactive: false,
      print: () => undefined,
      tell: () => undefined,
      confirm: () => Promise.resolve(true),
    },
    now: () => new Date(),
    caller: () => "on-call@drill",
    commits: () => Promise.resolve([]),
    run: () => Promise.resolve(0),
  };
}

function onOneClock(deployment: Deployment, scale: number): Deployment {
  return { ...deployment, outputs: async () => scaled(await deployment.outputs(), scale) };
}

interface WithLimits {
  flipLimits: { bakeMinutes: number };
}

function scaled(outputs: OutputMap, scale: number): OutputMap {
  const { operations } = outputs;
  if (operations === undefined) return outputs;
  const value = operations.value as WithLimits;
  const flipLimits = { ...value.flipLimits, bakeMinutes: value.flipLimits.bakeMinutes / scale };
  return { ...outputs, operations: { ...operations, value: { ...value, flipLimits } } };
}
