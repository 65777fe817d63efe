import { stackRule } from "../rule";
import type { Part, Seen } from "../seen";

/** How many days at least a dump of each kind stays, and another version of it: components/app/backups.ts. */
const LEAST_DAYS = { "backups/hourly/": 1, "backups/daily/": 7, "backups/weekly/": 28 } as const;

const LIFECYCLES = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];

export const backupsLast = stackRule({
  name: "backups-last",
  description:
    "No rule of a bucket takes a backup before a newer one has had the time to be found bad.",
  severity: "critical",
  mend: "keep BACKUPS of components/app/backups.ts, from which components/aws/snapshotStore.ts makes the rules.",
  check: (stack, look) => {
    for (const lifecycle of stack.of(...LIFECYCLES)) look(lifecycle, tooSoon);
  },
});

/** Buckets without backups have no rule for them, and keep what else they have as they like. */
function tooSoon(lifecycle: Seen): string | undefined {
  const rules = lifecycle.parts("rules");
  if (!rules.some((rule) => prefixOf(rule).startsWith("backups/"))) return undefined;
  const found = Object.entries(LEAST_DAYS).flatMap(([prefix, least]) =>
    rules
      .filter((rule) => prefix.startsWith(prefixOf(rule)))
      .flatMap(daysOf)
      .filter((days) => days < least)
      .map((days) => `${prefix} goes after ${days} days, of ${least}`),
  );
  return found.length === 0 ? undefined : found.join(", and ");
}

function prefixOf(rule: Part): string {
  return rule.text("filter", "prefix") ?? "";
}

function daysOf(rule: Part): number[] {
  const days = rule.number("expiration", "days");
  const ofVersions = rule.number("noncurrentVersionExpiration", "noncurrentDays");
  return [days, ofVersions].filter((each) => each !== undefined);
}
