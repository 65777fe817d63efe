import { otherColor, type Color } from "../../config/color";
import type { AlarmState } from "./alarmStates";
import type { Asked, Evidence, FlipLimits } from "./evidence";
import type { Finding, Verdict } from "./finding";
import type { Look } from "./lookAtColor";
import type { TargetHealth } from "./targetHealth";

export interface Question {
  color: Color;
  /** Of all users, in percent: what the colour is to get. */
  share: number;
  limits: FlipLimits;
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
  { color, share, limits }: Question,
  { incoming, leaving }: Evidence,
  blind: boolean,
): Weighed[] {
  if ("why" in incoming) {
    const fix =
      "see that whoever runs this reaches the load balancer's API and may elasticloadbalancing:DescribeTargetHealth";
    const check = `healthy targets of ${color}`;
    return [{ refuses: blind, finding: { check, expected: "an answer", seen: incoming.why, fix } }];
  }
  const { healthy } = incoming.answer;
  if (healthy === 0) return [{ refuses: true, finding: noneHealthy(color, incoming.answer) }];
  if ("why" in leaving) return [];
  return tooFew(
    { color, share, limits },
    { healthy, needed: (leaving.answer.healthy * share) / 100 },
  );
}

function noneHealthy(color: Color, { total, reasons }: TargetHealth): Finding {
  const seen = total === 0 ? "no targets at all" : `0 of ${total} healthy: ${reasons.join(", ")}`;
  return {
    check: `healthy targets of ${color}`,
    expected: "at least one",
    seen,
    fix:
      total === 0
        ? `give ${color} pods first (lobechat warm), then again`
        : `see what its pods say (kubectl --namespace lobechat logs deployment/${color}), or release what works to ${color}`,
  };
}

function tooFew(
  { color, limits }: Question,
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
        expected: `at least ${least(percent)} healthy targets: ${percent} % of the ${serving} that its users have now`,
        seen: `${have}`,
        fix: `pulumi config set --path '${color}.capacity.min' ${serving} && pulumi up, then again`,
      },
    },
  ];
}

function alarmFindings({ color }: Question, alarm: Asked<AlarmState | undefined>): Weighed[] {
  const check = `alarm of ${color}`;
  if ("why" in alarm) {
    const fix =
      "see that whoever runs this reaches CloudWatch and may cloudwatch:DescribeAlarms; nothing else is wrong";
    return [{ refuses: false, finding: { check, expected: "an answer", seen: alarm.why, fix } }];
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

function lookFindings({ color }: Question, look: Look | null, behind: Look | null): Weighed[] {
  if (look === null || look.kind === "answers") return [];
  if (look.kind === "unreachable")
    return [
      {
        refuses: false,
        finding: {
          check: `${color} over HTTPS`,
          expected: "to reach the load balancer from here",
          seen: `${look.why}: the load balancer's own count decides alone`,
          fix: "run it from where lobechat:allowedCidrs lets users in, to have the colour asked as well",
        },
      },
    ];
  const { check, expected, seen } = look;
  const fix = `see what its pods say (kubectl --namespace lobechat logs deployment/${color}), or release what works to ${color}`;
  const shared = behind?.kind === "wrong" && behind.check === check;
  const finding = shared
    ? {
        ...{ check, expected },
        seen: `${seen}, and of ${otherColor(color)} as well: what both share is at fault`,
        fix: "mend Redis or the database; moving traffic would not help",
      }
    : { check: `${check} of ${color}`, expected, seen, fix };
  return [{ refuses: true, finding }];
}
