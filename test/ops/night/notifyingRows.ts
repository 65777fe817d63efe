import type { RollbackFacts } from "../../../ops/night/decide";
import {
  ALARM,
  at,
  BASE,
  BEFORE,
  called,
  CANARY,
  NEW,
  OLD,
  past,
  targets,
  withEvidence,
  wrong,
} from "./situation";

/** One situation in which a person has to decide. */
export interface NotifyingRow {
  when: string;
  facts: Partial<RollbackFacts>;
  /** What the reason says. */
  notified: RegExp;
}

export const NOTIFYING: readonly NotifyingRow[] = [
  {
    when: "the alarm has calmed down",
    facts: { alarm: { ...ALARM, state: "OK", previous: "ALARM" } },
    notified: /went from ALARM to OK: only a change to ALARM/,
  },
  {
    when: "the alarm was in ALARM before",
    facts: { alarm: { ...ALARM, previous: "ALARM" } },
    notified: /went from ALARM to ALARM/,
  },
  { when: "the alarm is quiet by now", facts: { alarmNow: "OK" }, notified: /is OK by now/ },
  { when: "the alarm is gone", facts: { alarmNow: undefined }, notified: /is gone by now/ },
  {
    when: "the alarm rings outside the bake window",
    facts: { alarm: { ...ALARM, at: at("02:32") }, now: at("02:32") },
    notified: /rang 31 minutes after the last flip, whose bake window is 30 minutes/,
  },
  {
    when: "the alarm rang before the flip",
    facts: { alarm: { ...ALARM, at: at("01:40") } },
    notified: /rang before update 8, the last flip/,
  },
  {
    when: "the clock of the alarm is ahead",
    facts: { alarm: { ...ALARM, at: at("02:20") } },
    notified: /rang at .*02:20.* still to come: the clocks disagree/,
  },
  {
    when: "the flip lies in the future",
    facts: { history: [past(8, "02:50", "green"), BEFORE] },
    notified: /update 8.*began at .*02:50.* still to come: the clocks disagree/i,
  },
  {
    when: "traffic has moved already",
    facts: { weights: { blue: 100, green: 0 } },
    notified: /Traffic has left green already/,
  },
  {
    when: "the alarm is that of the colour that waits",
    facts: { alarm: { ...ALARM, name: "lobechat-prod-blue", color: "blue" } },
    notified: /Traffic has left blue already/,
  },
  {
    when: "the load balancer serves the colour that the history does not know as active",
    facts: { history: [past(7, "01:00", "blue"), past(1, "00:00", "blue")] },
    notified: /forwards to green, while update 7, the last that succeeded, says blue/,
  },
  {
    when: "the rule forwards to nobody",
    facts: { weights: { blue: 0, green: 0 } },
    notified: /forwards to neither color/,
  },
  { when: "maintenance is on", facts: { maintenance: true }, notified: /Maintenance is on/ },
  { when: "nothing was ever deployed", facts: { history: [] }, notified: /no update that succ/ },
  {
    when: "no colour but one has ever served",
    facts: { history: [past(8, "02:00", "green"), past(1, "00:00", "green")] },
    notified: /the only color that has ever served/,
  },
  {
    when: "another update holds the lock for too long",
    facts: { lockedBy: "created by bob@desk (pid 7)" },
    notified: /never breaks one: created by bob@desk \(pid 7\)/,
  },
  ...(["rollback", "automatic rollback", "break-glass"] as const).map((kind) => ({
    when: `the last flip was already a rollback (${kind})`,
    facts: { history: [past(8, "02:00", "green", { message: called(kind) }), BEFORE] },
    notified: /Update 8, the last that moved traffic, was a rollback already/,
  })),
  {
    when: "the last flip was a rollback by plain pulumi up, which names what it fled from",
    facts: { history: [past(8, "02:00", "green", { refused: OLD }), BEFORE] },
    notified: /was a rollback already/,
  },
  {
    when: "the last flip went back, within the bake window, whatever it was called",
    facts: {
      history: [past(8, "02:00", "green"), past(7, "01:45", "blue"), past(6, "01:00", "green")],
    },
    notified: /was a rollback already/,
  },
  {
    when: "the other colour has got another release since",
    facts: { releases: { blue: "2.1.27-feedbee", green: NEW } },
    notified: /blue runs 2.1.27-feedbee now, which has never served: .* it was 2.1.25-a1b2c3d/,
  },
  {
    when: "nobody knows what the other colour runs",
    facts: { releases: { green: NEW } },
    notified: /Nobody knows what blue runs/,
  },
  {
    when: "an earlier rollback fled from the other colour's release",
    facts: {
      history: [past(8, "02:00", "green", { refused: OLD }), { ...BEFORE, refused: OLD }],
    },
    notified: /blue runs 2.1.25-a1b2c3d, from which an earlier rollback fled/,
  },
  {
    when: "the other colour is in ALARM itself",
    facts: withEvidence({
      alarm: { answer: { state: "ALARM", reason: "7 %", since: at("01:59") } },
    }),
    notified: /blue is no cure: alarm of blue/,
  },
  {
    when: "the other colour has no healthy target",
    facts: withEvidence({ incoming: targets(0, 4) }),
    notified: /blue is no cure: healthy targets of blue: .*0 of 4 healthy/,
  },
  {
    when: "the other colour is cold",
    facts: withEvidence({ incoming: targets(0, 0) }),
    notified: /blue is no cure: .*no targets at all/,
  },
  {
    when: "the other colour has fewer pods than half of those that serve",
    facts: withEvidence({ incoming: targets(1, 1) }),
    notified: /blue is no cure: capacity of blue/,
  },
  {
    when: "the other colour answers wrong",
    facts: withEvidence({ look: wrong }),
    notified: /blue is no cure: .*status 500/,
  },
  {
    when: "Redis or the database fail behind both",
    facts: withEvidence({ look: wrong, behindServing: wrong }),
    notified: /blue is no cure: .*what both share is at fault/,
  },
  {
    when: "nothing at all is known of the other colour",
    facts: withEvidence({
      incoming: { why: "AccessDenied" },
      look: { kind: "unreachable", why: "connect ETIMEDOUT" },
    }),
    notified: /blue is no cure: healthy targets of blue: .*AccessDenied/,
  },
  {
    when: "the serving colour is sick while a canary is on",
    facts: {
      history: [past(9, "02:05", "green", { canaryPercent: 10 }), ...BASE.history],
      weights: { blue: 10, green: 90 },
    },
    notified: /canary of 10 % on blue: a canary is no cure/,
  },
  {
    when: "a canary is sick and the serving colour too",
    facts: {
      ...CANARY,
      ...withEvidence({ alarm: { answer: { state: "ALARM", reason: "7 %", since: at("01:59") } } }),
    },
    notified: /blue is no cure: alarm of blue/,
  },
  {
    when: "a canary is sick while another update holds the lock for too long",
    facts: { ...CANARY, lockedBy: "another update" },
    notified: /never breaks one/,
  },
];
