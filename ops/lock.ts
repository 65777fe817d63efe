import { Refusal } from "./refusal";

/** Another update has the stack: nothing was changed. */
export class StackLocked extends Refusal {
  /** Whoever has it, as the backend tells: `alice@laptop (pid 12) since 2026-03-01T12:00:00Z`. */
  readonly holder: string;

  constructor(stack: string, said: string, longestReleaseSeconds: number) {
    const holder = holderIn(said);
    const minutes = Math.ceil(longestReleaseSeconds / 60);
    super(
      `The stack ${stack} is locked by ${holder}, whose update can take up to ${minutes} minutes; nothing was changed.`,
    );
    this.holder = holder;
  }
}

/** Pulumi Cloud tells of no holder, a file or S3 backend of each lock file. */
function holderIn(said: string): string {
  const [, who, pid, since] = /created by (\S+) \(pid (\d+)\) at (\S+)/.exec(said) ?? [];
  if (who === undefined || pid === undefined || since === undefined) return "another update";
  return `${who} (pid ${pid}) since ${since}`;
}
