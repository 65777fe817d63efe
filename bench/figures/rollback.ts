import type { ConfigMap } from "@pulumi/pulumi/automation";
import { bundleApp } from "../../drill/cloud/app/bundle";
import type { Cloud } from "../../drill/cloud/cloud";
import { begins } from "../../drill/engine/begins";
import type { OpenEngine } from "../../drill/engine/open";
import { CleanUp } from "../../drill/scenario/cleanUp";
import { openCloud, openStack, openWorkDir } from "../../drill/scenario/open";
import { siteOf } from "../../drill/scenario/siteOf";
import type { Figure } from "../figure";
import { NEW, OLD, slowApp, stackOf } from "../rollback/stack";
import { Visitors } from "../rollback/visitors";

const LEAST_RATIO = 10;

const isUpdateOfDeployment = begins("update", "kubernetes:apps/v1:Deployment");

/** Milliseconds from the first changed call that the cloud gets to the last request on what left. */
interface RollbackTimes {
  /** The slower of two. */
  flipMs: number;
  /** The quicker of two. */
  rollingMs: number;
  requests: number;
  failed: number;
}

export async function rollbackFigures(): Promise<Figure[]> {
  const { flipMs, rollingMs, requests, failed } = await measureRollback();
  const ratio = rollingMs / Math.max(1, flipMs);
  return [
    {
      met: ratio >= LEAST_RATIO && failed === 0,
      of: "rollback, a flip against a rolling update in place, six pods that start in 2.3 s",
      is: `${ratio.toFixed(0)} times quicker`,
      from: `${flipMs.toFixed(0)} ms, ${rollingMs.toFixed(0)} ms, ${failed} of ${requests} requests failed; at least ${LEAST_RATIO}`,
    },
  ];
}

/** Both ways from a release to the one before it and back again, on the same stack, with the same visitors. */
async function measureRollback(): Promise<RollbackTimes> {
  const cleanUp = new CleanUp();
  try {
    const workDir = openWorkDir(cleanUp);
    const app = { command: slowApp(bundleApp(workDir)), env: {} };
    const cloud = await openCloud(workDir, { scale: 60, app }, cleanUp);
    const engine = await openStack("embedded", workDir, cloud, cleanUp);
    await engine.deployment.setAllConfig(stackOf("green", OLD, NEW));
    await engine.deployment.up();

    const visitors = new Visitors(await siteOf(cloud));
    const times = await goBothWays({ cloud, engine, visitors });
    await visitors.leave();
    const { requests, failed } = visitors;
    return { ...times, requests, failed };
  } finally {
    await cleanUp.run();
  }
}

interface Scene {
  cloud: Cloud;
  engine: OpenEngine;
  visitors: Visitors;
}

async function goBothWays(scene: Scene): Promise<Pick<RollbackTimes, "flipMs" | "rollingMs">> {
  const flips = [
    await flip(scene, stackOf("blue", OLD, NEW), NEW.version),
    await flip(scene, stackOf("green", OLD, NEW), OLD.version),
  ];
  const rollings = [
    await roll(scene, stackOf("green", OLD, OLD), NEW.version),
    await roll(scene, stackOf("green", OLD, NEW), OLD.version),
  ];
  return { flipMs: Math.max(...flips), rollingMs: Math.min(...rollings) };
}

/** From the load balancer's acceptance of the rule. */
async function flip(scene: Scene, config: ConfigMap, leaving: string): Promise<number> {
  const { cloud, engine, visitors } = scene;
  await engine.deployment.setAllConfig(config);
  await engine.deployment.up();
  const acceptedMs = (await cloud.observe()).trafficRuleAcceptedMs.at(-1) ?? Number.NaN;
  return (await visitors.lastOf(leaving)) - acceptedMs;
}

/** From the Deployment's change: what the release's Jobs do before it counts for neither way. */
async function roll(
  { engine, visitors }: Scene,
  config: ConfigMap,
  leaving: string,
): Promise<number> {
  await engine.deployment.setAllConfig(config);
  let beganMs = Number.NaN;
  await engine.deployment.up({
    onEvent: (event) => {
      if (isUpdateOfDeployment(event)) beganMs = Date.now();
    },
  });
  return (await visitors.lastOf(leaving)) - beganMs;
}
