import { readFileSync } from "node:fs";
import type { OutputMap } from "@pulumi/pulumi/automation";
import type { Deployment } from "../../ops/deployment";
import type { Tools } from "../../ops/tools";
import type { Cloud } from "../cloud/cloud";

/** The drill's stack, as the commands name it. */
export const STACK = "drill";

/** What an operator of the drill is told, line by line. */
export interface Operator extends Tools {
  readonly lines: string[];
}

/**
 * Somebody who runs the commands on the drill's stack, in the drill's cloud.
 *
 * @param scale AWS seconds per second: the bake window is given in AWS minutes, and the history is not
 */
export function operator(deployment: Deployment, cloud: Cloud, scale: number): Operator {
  const lines: string[] = [];
  const hear = (line: string): void => {
    lines.push(line);
  };
  const credentials = { accessKeyId: "drill", secretAccessKey: "drill" };
  return {
    lines,
    openStack: () => Promise.resolve({ name: STACK, deployment: onOneClock(deployment, scale) }),
    awsAccess: (region) => ({ region, endpoint: cloud.awsEndpoint, credentials }),
    ca: readFileSync(cloud.caFile, "utf8"),
    terminal: {
      interactive: false,
      print: hear,
      tell: hear,
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
