import { ConcurrentUpdateError } from "@pulumi/pulumi/automation/errors";

/** What an update ends with while somebody else's has the stack, in the words of Pulumi's file backend. */
export function lockedBy(who: string): Error {
  return new ConcurrentUpdateError(
    "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n" +
      `  file:///state/prod/1.json: created by ${who} (pid 7) at 2026-03-01T11:58:00Z`,
  );
}
