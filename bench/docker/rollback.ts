import { DockerEngine } from "../../components/docker/engine/dockerEngine";
import { dockerHost } from "../../components/docker/engine/dockerHost";
import { otherColor, type Color } from "../../config/color";
import { openStack } from "../../ops/automation";
import { runWith, withValues } from "../../ops/configChange";
import type { Deployment } from "../../ops/deployment";
import { deployedOf } from "../../ops/operations";
import { Refusal } from "../../ops/refusal";
import { withShapedConfig } from "../../ops/shapedConfig";
import { Askers } from "./askers";
import { movedAt, startsDuring } from "./containers";

/** All in milliseconds, but for the requests. */
export interface DockerRollback {
  /** From the rename of the new file to the start of the last request on the color that left. */
  movedMs: number;
  /** From the start of the previous image's container to the first health check that passes: the quickest one. */
  startMs: number;
  /** The whole update that rolls back. */
  rollbackUpMs: number;
  /** The whole update that brings the previous image to a color again. */
  releaseUpMs: number;
  requests: number;
  failed: number;
}

/**
 * Flips a deployed docker stack to its other color and back, then brings the active color's release to the other one,
 * as who has no second stack has to, and leaves everything as it was.
 *
 * @throws Refusal when both colors run one release
 */
export async function measureDockerRollback(stackName: string): Promise<DockerRollback> {
  const deployment: Deployment = withShapedConfig(await openStack(stackName));
  const { url, activeColor, releases } = deployedOf(await deployment.outputs());
  const idle = otherColor(activeColor);
  const previous = releases[activeColor].name;
  if (releases[idle].name === previous)
    throw new Refusal(
      `Both colors of ${stackName} run ${previous}: release another one to ${idle}.`,
    );

  const engine = new DockerEngine(dockerHost());
  const askers = new Askers(url);
  try {
    await timed(() => moveTo(deployment, idle));
    const rollbackUpMs = await timed(() => moveTo(deployment, activeColor));
    const movedMs = askers.lastOf(idle) - (await movedAt(engine, stackName));
    const idleColor = { stack: stackName, color: idle };
    const { starts, releaseUpMs } = await releaseTo(deployment, engine, idleColor, previous);
    return {
      ...{ movedMs: Math.max(0, movedMs), startMs: Math.min(...starts) },
      ...{ rollbackUpMs, releaseUpMs },
      ...{ requests: askers.answers.length, failed: askers.failed },
    };
  } finally {
    await askers.stop();
  }
}

/** The configuration goes along: a flip and the way back leave it as it was. */
async function moveTo(deployment: Deployment, color: Color): Promise<void> {
  const before = await deployment.getAllConfig();
  const after = withValues(before, { activeColor: color });
  await runWith(deployment, { before, during: after, after }, () => deployment.up(QUIETLY));
}

const QUIETLY = { message: "bench: how long a rollback takes" };

/** Releases to the idle color, and then what was there again. */
async function releaseTo(
  deployment: Deployment,
  engine: DockerEngine,
  { stack, color }: { stack: string; color: Color },
  release: string,
) {
  const before = await deployment.getAllConfig();
  const block = JSON.parse(before[`lobechat:${color}`]?.value ?? "{}") as object;
  const during = withValues(before, { [color]: JSON.stringify({ ...block, release }) });
  let releaseUpMs = Number.NaN;
  const starts = await runWith(deployment, { before, during, after: before }, () =>
    startsDuring(engine, { stack, color }, async () => {
      releaseUpMs = await timed(() => deployment.up(QUIETLY));
    }),
  );
  await deployment.up(QUIETLY);
  return { starts, releaseUpMs };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}
