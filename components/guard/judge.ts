import { otherColor, type Color } from "../../config/color";
import type { AlarmState } from "./alarmStates";
import type { Asked, Evidence, FlipLimits } from "./evidence";
import type { Finding, Verdict } from "./finding";
import type { Look } from "./lookAtColor";
import type { TargetHealth } from "./targetHealth";
import type { GuardWords } from "./words";

export interface Question {
  color: Color;
  /** Of all users, in percent: what the colour is to get. */
  share: number;
  limits: FlipLimits;
  words: GuardWords;
}

/**
 * Whether a colour may have its share of the users. The load balancer's count and the alarm are one kind of
 * evidence, the colour's own answers the other. What cannot be reached from here is not unhealthy: then the other
 * kind decides alone; and with no evidence at all, traffic stays.
 */
export function judge(question: Question, evidence: Evidence): Verdict {
  const blind = "why" in evidence.incoming && evidence.look?.kind !== "answers";
  const findings = [
    ...targetFindings(question, evidence, blind),
    ...alarmFindings(question, evidence.alarm),
    ...lookFindings(question, evidence.look, evidence.behindServing),
  ];
  return {
    refusals: findings.flatMap(({ refuses, finding }) => (refuses ? [finding] : [])),
    warnings: findings.flatMap(({ refuses, finding }) => (refuses ? [] : [finding])),
  };
}

interface Weighed {
  refuses: boolean;
  finding: Finding;
}

function targetFindings(
  { color, share, limits, words }: Question,
  { incoming, leaving }: Evidence,
  blind: boolean,
): Weighed[] {
  if ("why" in incoming) {
    const finding = { expected: "an answer", seen: incoming.why, fix: words.mendCount };
    const check = `healthy ${words.servers} of ${color}`;
    return [{ refuses: blind, finding: { check, ...finding } }];
  }
  const { healthy } = incoming.answer;
  if (healthy === 0)
    return [{ refuses: true, finding: noneHealthy(color, incoming.answer, words) }];
  if ("why" in leaving) return [];
  return tooFew(
    { color, share, limits, words },
    { healthy, needed: (leaving.answer.healthy * share) / 100 },
  );
}

function noneHealthy(
  color: Color,
  { total, reasons }: TargetHealth,
  { servers, giveServers, logs }: GuardWords,
): Finding {
  const seen =
    total === 0 ? `no ${servers} at all` : `0 of ${total} healthy: ${reasons.join(", ")}`;
  return {
    check: `healthy ${servers} of ${color}`,
    expected: "at least one",
    seen,
    fix: total === 0 ? giveServers(color) : logs(color),
  };
}

function tooFew(
  { color, limits, words }: Question,
  { healthy, needed }: { healthy: number; needed: number },
): Weighed[] {
  const least = (percent: number) => Math.ceil((needed * percent) / 100);
  const refuses = healthy < least(limits.refuseBelowPercent);
  if (!refuses && healthy >= least(limits.warnBelowPercent)) return [];
  const percent = refuses ? limits.refuseBelowPercent : limits.warnBelowPercent;
  const [have, serving] = [healthy, Math.ceil(needed)];
  return [
    {
      refuses,
      finding: {
        check: `capacity of ${color}`,
        expected: `at least ${least(percent)} healthy ${words.servers}: ${percent} % of the ${serving} that its users have now`,
        seen: `${have}`,
        fix: `pulumi config set --path '${color}.capacity.min' ${serving} && pulumi up, then again`,
      },
    },
  ];
}

function alarmFindings(
  { color, words }: Question,
  alarm: Asked<AlarmState | undefined>,
): Weighed[] {
  const check = `alarm of ${color}`;
  if ("why" in alarm) {
    const finding = { check, expected: "an answer", seen: alarm.why, fix: words.mendAlarm };
    return [{ refuses: false, finding }];
  }
  if (alarm.answer?.state !== "ALARM") return [];
  return [
    {
      refuses: true,
      finding: {
        check,
        expected: "not in ALARM: one that is already never fires again, so nobody would be told",
        seen: `ALARM since ${alarm.answer.since.toISOString()}: ${alarm.answer.reason}`,
        fix: `mend what it names, or release what works to ${color}`,
      },
    },
  ];
}

function lookFindings(
  { color, words }: Question,
  look: Look | null,
  behind: Look | null,
): Weighed[] {
  if (look === null || look.kind === "answers") return [];
  if (look.kind === "unreachable")
    return [
      {
        refuses: false,
        finding: {
          check: `${color} over ${words.over}`,
          expected: "to reach the load balancer from here",
          seen: `${look.why}: the load balancer's own count decides alone`,
          fix: "run it from where lobechat:allowedCidrs lets users in, to have the colour asked as well",
        },
      },
    ];
  const { check, expected, seen } = look;
  const shared = behind?.kind === "wrong" && behind.check === check;
  const finding = shared
    ? {
        ...{ check, expected },
        seen: `${seen}, and of ${otherColor(color)} as well: what both share is at fault`,
        fix: "mend Redis or the database; moving traffic would not help",
      }
    : { check: `${check} of ${color}`, expected, seen, fix: words.logs(color) };
  return [{ refuses: true, finding }];
}
