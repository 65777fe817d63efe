import type { Evidence } from "../../../components/guard/evidence";
import type { RollbackFacts } from "../../../ops/night/decide";
import type { PastUpdate } from "../../../ops/night/lastFlip";

/** @param clock `HH:MM` of the night that the tests are about */
export function at(clock: string): Date {
  return new Date(`2026-03-14T${clock}:00.000Z`);
}

export const OLD = "2.1.25-a1b2c3d";
export const NEW = "2.1.26-9f3c2e1";

/** An update that succeeded, which took a minute. */
export function past(
  number: number,
  clock: string,
  activeColor: "blue" | "green",
  more: Partial<PastUpdate> = {},
): PastUpdate {
  return {
    ...{ number, at: at(clock), endedAt: new Date(at(clock).getTime() + 60_000) },
    ...{ message: null, activeColor, canaryPercent: 0, refused: null },
    releases: { blue: OLD, green: NEW },
    ...more,
  };
}

/** Blue served, green got the traffic at 02:00, and seven minutes later its alarm rings. Blue is well. */
export function situation(more: Partial<RollbackFacts> = {}): RollbackFacts {
  const well = { healthy: 4, total: 4, reasons: [] };
  return {
    now: at("02:08"),
    alarm: {
      ...{ name: "lobechat-prod-green", color: "green", previous: "OK", state: "ALARM" },
      ...{ at: at("02:07"), reason: "12 % of the answers were errors" },
    },
    alarmNow: "ALARM",
    history: [past(8, "02:00", "green"), past(7, "01:00", "blue"), past(1, "00:00", "blue")],
    weights: { blue: 0, green: 100 },
    releases: { blue: OLD, green: NEW },
    maintenance: false,
    evidence: {
      incoming: { answer: well },
      leaving: { answer: well },
      alarm: { answer: { state: "OK", reason: "", since: at("00:00") } },
      look: { kind: "answers" },
      behindServing: null,
    },
    limits: { warnBelowPercent: 80, refuseBelowPercent: 50, answers: 3, bakeMinutes: 30 },
    lockedBy: null,
    ...more,
  };
}

export const BASE = situation();
export const ALARM = BASE.alarm;
export const withEvidence = (more: Partial<Evidence>) => ({
  evidence: { ...BASE.evidence, ...more },
});
export const targets = (healthy: number, total: number) => ({
  answer: { healthy, total, reasons: healthy < total ? ["Health checks failed"] : [] },
});
export const called = (kind: "rollback" | "automatic rollback" | "break-glass") =>
  ({ kind, color: "green", release: NEW, caller: "alice@laptop" }) as const;
export const wrong = {
  kind: "wrong",
  check: "GET /f/x (Redis and the database behind it)",
  expected: "404",
  seen: "status 500",
} as const;
export const BEFORE = past(7, "01:00", "blue");
export const CANARY = {
  history: [past(8, "01:30", "blue", { canaryPercent: 10 }), past(1, "00:00", "blue")],
  weights: { blue: 90, green: 10 },
};
