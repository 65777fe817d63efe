import type { Draft } from "../support/draft";
import type { UnknownRow } from "../support/rows";

export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const JOB = "kubernetes:batch/v1:Job";

export const POD = ["spec", "template", "spec"] as const;
/** The one container that each of the program's pods has. */
export const APP = [...POD, "containers", 0] as const;

/** Jobs are named after the hash of their release. */
export function jobOf(draft: Draft, kind: "snapshot" | "migration"): string {
  const job = draft.resources.find(({ type, name }) => type === JOB && name.startsWith(`${kind}-`));
  if (job === undefined) throw new Error(`the stack has no ${kind}`);
  return job.name;
}

/** A value of blue's Deployment that is not known. */
export function unknownOfBlue(policy: string, ...path: (string | number)[]): UnknownRow {
  return { policy, of: [DEPLOYMENT, "blue"], path };
}
