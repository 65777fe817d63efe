import { containersOf, CRON_JOB, JOB, podSpec } from "../pods/workloads";
import { resourceRule } from "../rule";
import type { Part, Seen } from "../seen";

const INSTANCE = "aws:rds/instance:Instance";
const JOBS = [JOB, CRON_JOB];

/** What a database is restored to, and no other's name. */
const BESIDE = /^lobechat_[0-9a-f]{8}$/;

/** What takes away what is there, in SQL and among the arguments of PostgreSQL's clients. */
const TAKES_AWAY =
  /\bdrop\s+(database|schema|table)\b|\bdropdb\b|\btruncate\b|\bpg_restore\b.*\s(--clean|-c)\s/i;

export const restoreIsBeside = resourceRule({
  name: "restore-is-beside",
  description:
    "What is restored is another instance, or another database, than the one that users are served from, and no Job drops one.",
  severity: "critical",
  mend: "restore by lobechat:restore, which components/aws/servingDatabase.ts makes a new instance or database of.",
  types: [INSTANCE, ...JOBS],
  checks: [instanceProblem, jobProblem],
});

/** To give a database that is there a snapshot to begin with is to replace it. */
function instanceProblem(instance: Seen): string | undefined {
  if (instance.type !== INSTANCE || !instance.has("snapshotIdentifier")) return undefined;
  return instance.urn.includes("lobechat:aws:RestoredInstance$")
    ? undefined
    : "begins with a snapshot, which replaces the database that is there";
}

function jobProblem(job: Seen): string | undefined {
  if (!JOBS.includes(job.type)) return undefined;
  const containers = containersOf(podSpec(job));
  if (containers.some(takesAway)) return "drops what is in a database";
  const names = containers.flatMap((container) =>
    container.parts("env").filter((variable) => variable.text("name") === "RESTORED_DATABASE"),
  );
  return names.every((variable) => BESIDE.test(variable.text("value") ?? ""))
    ? undefined
    : "restores over a database that is not of this restore alone";
}

/** Where a client of PostgreSQL's is told to. */
function takesAway(container: Part): boolean {
  return [...container.texts("command"), ...container.texts("args")].some((word) =>
    word.split("\n").some((line) => isOfPostgres(line) && TAKES_AWAY.test(line)),
  );
}

function isOfPostgres(line: string): boolean {
  return /\b(psql|pg_restore|dropdb)\b/.test(line);
}
