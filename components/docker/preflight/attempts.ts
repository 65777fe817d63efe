import { z } from "zod";
import type { DockerEngine } from "../engine/dockerEngine";
import { LABEL } from "../labels";
import type { Attempt } from "../place";
import type { ListedContainer } from "./stackContainers";

const INSPECTED = z.object({
  Created: z.string(),
  State: z.object({ Status: z.string(), ExitCode: z.number() }),
});

const FIRST: Attempt = { number: "1", isRetry: false };

/**
 * Which attempt each one-shot of a stack is now. The engine knows how the last one ended, and Pulumi does not: to
 * its provider every end is a success.
 *
 * @param containers those of the stack
 * @returns what tells the attempt of a one-shot by its name
 */
export async function attemptsOf(
  engine: DockerEngine,
  containers: readonly ListedContainer[],
): Promise<(job: string) => Attempt> {
  const last = new Map<string, { created: number; attempt: Attempt }>();
  const jobs = containers.filter(({ labels }) => LABEL.job in labels);
  await Promise.all(
    jobs.map(async ({ id, labels }) => {
      const container = await engine.find(`/containers/${id}/json`);
      // It has gone since it was listed.
      if (container === undefined) return;
      const { Created, State } = INSPECTED.parse(container);
      const job = labels[LABEL.job] ?? "";
      const created = Date.parse(Created);
      const hasFailed = State.Status !== "running" && State.ExitCode !== 0;
      const attempt = attemptAfter(labels[LABEL.attempt], hasFailed);
      if (created >= (last.get(job)?.created ?? 0)) last.set(job, { created, attempt });
    }),
  );
  return (job) => last.get(job)?.attempt ?? FIRST;
}

function attemptAfter(number = "1", hasFailed: boolean): Attempt {
  return hasFailed
    ? { number: String(Number(number) + 1), isRetry: true }
    : { number, isRetry: false };
}
