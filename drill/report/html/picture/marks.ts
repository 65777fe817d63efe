import type { Color } from "../../../../config/color";
import type { DrillReport, Step } from "../../report";

/** What stands on the picture at one moment, with the number of its step. */
export interface Mark {
  step: string;
  number: number;
  atMs: number;
  kind: "flip" | "refused" | "canary" | "fault" | "restore" | "release";
  /** Where the traffic went; null where it stayed. */
  to: Color | null;
  title: string;
  /** From 0 up, so that no mark hides another. */
  lane: number;
}

/** What share of the picture's width a mark takes on a phone. */
const ROOM = 0.068;

const KINDS: Partial<Record<Step["kind"], Mark["kind"]>> = {
  deploy: "release",
  release: "release",
  flip: "flip",
  rollback: "flip",
  canary: "canary",
  fault: "fault",
  restore: "restore",
};

/** A mark for each step that moves traffic, breaks something, or brings a release, in the order of time. */
export function marks(report: DrillReport): Mark[] {
  const found = report.steps
    .flatMap((step, index) => markOf(report, step, index + 1))
    .sort((one, other) => one.atMs - other.atMs);
  const ends: number[] = [];
  return found.map((mark) => {
    const at = mark.atMs / report.durationMs;
    const free = ends.findIndex((end) => end <= at);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = at + ROOM;
    return { ...mark, lane };
  });
}

function markOf(report: DrillReport, step: Step, number: number): Omit<Mark, "lane">[] {
  const kind = KINDS[step.kind];
  if (kind === undefined) return [];
  const flip = report.flips.find((each) => each.step === step.id);
  const refused = step.outcome !== "succeeded" && kind === "flip";
  return [
    {
      step: step.id,
      number,
      atMs: flip?.acceptedMs ?? step.startMs,
      kind: refused ? "refused" : kind,
      to: kind === "flip" && !refused ? (flip?.to ?? null) : null,
      title: step.title,
    },
  ];
}
