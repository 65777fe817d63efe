import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { DockerEngine } from "../../components/docker/engine/dockerEngine";
import { LABEL } from "../../components/docker/labels";
import { containersOf, ofStack } from "../../components/docker/preflight/stackContainers";
import { MOVES } from "../../components/docker/writeScript";
import type { Color } from "../../config/color";

/** How often the engine is asked, in milliseconds. */
const PERIOD_MS = 100;

const INSPECTED = z.object({
  State: z.object({
    StartedAt: z.string(),
    Health: z
      .object({ Log: z.array(z.object({ End: z.string(), ExitCode: z.number() })) })
      .optional(),
  }),
});

/** The containers of one part of a stack, by their ids. */
async function idsOf(engine: DockerEngine, stack: string, part: string): Promise<string[]> {
  const own = ofStack(await containersOf(engine), stack);
  return own.filter(({ labels }) => labels[LABEL.part] === part).map(({ id }) => id);
}

/**
 * When the stack's newest traffic container put its file in place.
 *
 * @returns Date.now() of the engine's machine
 * @throws Error where its log does not say so
 */
export async function movedAt(engine: DockerEngine, stack: string): Promise<number> {
  const moves = await Promise.all(
    (await idsOf(engine, stack, "traffic")).map(async (id) => {
      const log = await engine.get(`/containers/${id}/logs?stdout=true&timestamps=true`);
      return new RegExp(`(\\d{4}-[^ ]+Z) ${MOVES}`).exec(String(log))?.[1];
    }),
  );
  const times = moves.flatMap((time) => (time === undefined ? [] : [Date.parse(time)]));
  if (times.length === 0)
    throw new Error("no traffic container of this stack says when its file moved: run `pulumi up`");
  return Math.max(...times);
}

/**
 * How long each new container of a color takes from its start until its health check first passes, while something
 * else replaces them.
 *
 * @returns milliseconds, one per container
 */
export async function startsDuring(
  engine: DockerEngine,
  { stack, color }: { stack: string; color: Color },
  replaces: () => Promise<unknown>,
): Promise<number[]> {
  const before = await idsOf(engine, stack, color);
  const starts = new Map<string, number>();
  const ended = new AbortController();
  const replaced = replaces().finally(() => {
    ended.abort();
  });
  while (!ended.signal.aborted) {
    for (const id of await idsOf(engine, stack, color)) {
      if (before.includes(id) || starts.has(id)) continue;
      const took = await startOf(engine, id);
      if (took !== undefined) starts.set(id, took);
    }
    await delay(PERIOD_MS);
  }
  await replaced;
  return [...starts.values()];
}

async function startOf(engine: DockerEngine, id: string): Promise<number | undefined> {
  const { State } = INSPECTED.parse(await engine.get(`/containers/${id}/json`));
  const passed = State.Health?.Log.find(({ ExitCode }) => ExitCode === 0);
  return passed && Date.parse(passed.End) - Date.parse(State.StartedAt);
}
