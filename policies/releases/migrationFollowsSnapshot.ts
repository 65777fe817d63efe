import { isColor } from "../pods/colorPods";
import { containersOf, DEPLOYMENT, JOB, podSpec } from "../pods/workloads";
import { stackRule, type Look } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { digestOf, releaseOf } from "./colorRelease";

export const migrationFollowsSnapshot = stackRule({
  name: "migration-follows-snapshot",
  description:
    "Each color's release has a snapshot of the database, then its migration, and then the color boots.",
  severity: "critical",
  mend: "let releaseJobs of components/kubernetes/releaseJobs.ts make both Jobs of each release, and pass what it returns to the color's `bootAfter` in aws.ts.",
  check: (stack, look) => {
    for (const color of stack.of(DEPLOYMENT).filter(isColor)) seeJobsOf(color, stack, look);
  },
});

function seeJobsOf(color: Seen, stack: Stack, look: Look): void {
  const migration = jobBefore(color, "migration-", stack);
  look(color, () =>
    migration === undefined ? "boots without waiting for a migration" : undefined,
  );
  if (migration === undefined) return;

  const snapshot = jobBefore(migration, "snapshot-", stack);
  look(migration, (seen) => imageProblem(seen, color));
  look(migration, () =>
    snapshot === undefined ? "migrates the database without a snapshot before it" : undefined,
  );
  if (snapshot !== undefined) look(snapshot, (seen) => releaseProblem(seen, color));
}

/** The Job of that kind that a resource waits for. */
function jobBefore(resource: Seen, prefix: string, stack: Stack): Seen | undefined {
  const before = new Set(resource.dependencies.map(({ urn }) => urn));
  return stack.of(JOB).find(({ name, urn }) => name.startsWith(prefix) && before.has(urn));
}

function imageProblem(migration: Seen, color: Seen): string | undefined {
  const { name, digest } = releaseOf(color);
  const images = containersOf(podSpec(migration)).map((each) => each.text("image") ?? "");
  return images.some((image) => digestOf(image) === digest)
    ? undefined
    : `migrates from ${images.join(", ")} for ${color.name}, which runs ${name} (${digest})`;
}

/** Every container that copies tells its release. */
function releaseProblem(snapshot: Seen, color: Seen): string | undefined {
  const copied = containersOf(podSpec(snapshot))
    .flatMap((container) => container.parts("env"))
    .filter((variable) => variable.text("name") === "RELEASE")
    .map((variable) => variable.text("value"));
  const { name } = releaseOf(color);
  return copied.includes(name)
    ? undefined
    : `is made for release ${copied.join(", ") || "of no name"}, and ${color.name} runs ${name}`;
}
