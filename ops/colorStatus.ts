import { alarmStates, type AlarmState } from "../components/guard/alarmStates";
import { lookAtColor, type Look } from "../components/guard/lookAtColor";
import { targetHealth, type TargetHealth } from "../components/guard/targetHealth";
import type { Color } from "../config/color";
import { describeRule } from "./aws/elb";
import { siteOf } from "./guardPlace";
import type { Capacity } from "./combination";
import type { Situation } from "./situation";
import type { Tools } from "./tools";
import { said } from "./said";

/** What was found out, or why it was not. */
export type Known<T> = T | { unknown: string };

/** One colour, in values that JSON has. */
export interface ColorStatus {
  release: string;
  version: string;
  /** Of all users, in percent, as it was deployed. */
  weight: number;
  /** The same, as the load balancer has it. */
  balancerWeight: Known<number>;
  capacity: Capacity;
  targets: Known<TargetHealth>;
  /** Without one: NONE. */
  alarm: Known<{ state: AlarmState["state"] | "NONE"; reason: string; since: string | null }>;
  /** Whether it answers those who hold its token, and as what. */
  answers: Known<Exclude<Look, { kind: "unreachable" }>>;
}

/** Looks at both colours, and waits for nobody: whatever cannot be asked is unknown. */
export async function colorStatus(
  tools: Tools,
  situation: Situation,
): Promise<Record<Color, ColorStatus>> {
  const { region, alarms, trafficRuleArn } = situation.operations;
  const access = tools.awsAccess(region);
  const states = known(alarmStates(access, Object.values(alarms)));
  const rule = known(describeRule(access, trafficRuleArn));
  const statusOf = async (color: Color): Promise<ColorStatus> => {
    const { deployed, operations } = situation;
    const arn = operations.targetGroups[color];
    const [targets, answers, state, sent] = await Promise.all([
      known(targetHealth(access, arn)),
      look(tools, situation, color),
      states,
      rule,
    ]);
    return {
      release: deployed.releases[color].name,
      version: deployed.releases[color].version,
      weight: deployed.weights[color],
      balancerWeight: isUnknown(sent) ? sent : (sent.weights[arn] ?? 0),
      capacity: operations.capacity[color],
      targets,
      alarm: isUnknown(state) ? state : alarmOf(state[alarms[color]]),
      answers,
    };
  };
  const [blue, green] = await Promise.all([statusOf("blue"), statusOf("green")]);
  return { blue, green };
}

export function isUnknown<T>(value: Known<T>): value is { unknown: string } {
  return typeof value === "object" && value !== null && "unknown" in value;
}

async function known<T>(question: Promise<T>): Promise<Known<T>> {
  try {
    return await question;
  } catch (error) {
    return { unknown: said(error) };
  }
}

/** @returns how a colour answers those who hold its token */
async function look(
  tools: Tools,
  situation: Situation,
  color: Color,
): Promise<ColorStatus["answers"]> {
  const { previewHeader, previewTokens, releases } = situation.deployed;
  const seen = await lookAtColor(siteOf(tools, situation), {
    header: previewHeader,
    token: previewTokens[color],
    version: releases[color].version,
    answers: 1,
  });
  return seen.kind === "unreachable" ? { unknown: seen.why } : seen;
}

function alarmOf(
  state: AlarmState | undefined,
): Exclude<ColorStatus["alarm"], { unknown: string }> {
  if (state === undefined) return { state: "NONE", reason: "", since: null };
  return { state: state.state, reason: state.reason, since: state.since.toISOString() };
}
