import type { RollbackFacts } from "../../../ops/night/decide";
import {
  ALARM,
  at,
  BASE,
  called,
  CANARY,
  NEW,
  OLD,
  past,
  targets,
  withEvidence,
} from "./situation";

/** One situation, and what is expected of it. */
export interface ActingRow {
  when: string;
  facts: Partial<RollbackFacts>;
}

export const ACTING: readonly ActingRow[] = [
  { when: "a flip made a colour sick and the other one is well", facts: {} },
  {
    when: "the alarm rang while the update of the flip had not ended yet",
    facts: { alarm: { ...ALARM, at: at("02:00") } },
  },
  {
    when: "the alarm came from too few data, not from OK",
    facts: { alarm: { ...ALARM, previous: "INSUFFICIENT_DATA" } },
  },
  {
    when: "the bake window ended while the rollback waited for the lock",
    facts: { alarm: { ...ALARM, at: at("02:30") }, now: at("02:40") },
  },
  {
    when: "the load balancer cannot be reached over HTTPS and its own count is good",
    facts: withEvidence({ look: { kind: "unreachable", why: "connect ETIMEDOUT" } }),
  },
  {
    when: "the other colour has half of the pods",
    facts: withEvidence({ incoming: targets(2, 2) }),
  },
  {
    when: "an update without a flip came between",
    facts: { history: [past(9, "02:03", "green"), ...BASE.history] },
  },
  {
    when: "there was a rollback long before this flip",
    facts: {
      history: [
        past(8, "02:00", "green"),
        past(7, "00:30", "blue", { refused: "2.1.24-0000000", message: called("rollback") }),
        past(6, "00:10", "green"),
      ],
    },
  },
  {
    when: "a second try of a release, soon after the rollback of the first, is sick",
    facts: {
      history: [
        past(8, "02:00", "green"),
        past(7, "01:45", "blue", { refused: NEW, message: called("rollback") }),
        past(6, "01:40", "green"),
        past(5, "01:00", "blue"),
      ],
    },
  },
  {
    when: "a mended release, soon after a way back by plain pulumi up, is sick",
    facts: {
      history: [
        past(8, "02:00", "green"),
        past(7, "01:45", "blue", { releases: { blue: OLD, green: "2.1.26-0000bad" } }),
        past(6, "01:40", "green", { releases: { blue: OLD, green: "2.1.26-0000bad" } }),
        past(5, "01:00", "blue"),
      ],
    },
  },
  { when: "a canary is sick", facts: CANARY },
  {
    when: "a canary is sick long after it began",
    facts: { ...CANARY, alarm: { ...ALARM, at: at("09:00") }, now: at("09:00") },
  },
];
