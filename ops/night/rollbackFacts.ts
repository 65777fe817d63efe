import { alarmStates } from "../../components/guard/alarmStates";
import { gatherEvidence } from "../../components/guard/evidence";
import { otherColor, perColor } from "../../config/color";
import { describeRule } from "../aws/elb";
import { guardPlaceOf } from "../guardPlace";
import type { Situation } from "../situation";
import type { Tools } from "../tools";
import type { RungAlarm } from "./alarmEvent";
import type { RollbackFacts } from "./decide";

/**
 * Looks at everything that a decision rests on, as it is now.
 *
 * @throws Error of the SDK when AWS cannot be asked who serves, or what the alarm says
 */
export async function rollbackFacts(
  tools: Tools,
  situation: Situation,
  alarm: RungAlarm,
): Promise<RollbackFacts> {
  const { operations, deployed, updates } = situation;
  const place = guardPlaceOf(tools, situation);
  const access = tools.awsAccess(operations.region);
  const [states, rule, evidence] = await Promise.all([
    alarmStates(access, [alarm.name]),
    describeRule(access, operations.trafficRuleArn),
    gatherEvidence(place, otherColor(alarm.color), true),
  ]);
  const said = states[alarm.name];
  // EventBridge hands an alarm's reason over in no form that is safe to quote.
  const reason = alarm.reason === "" ? (said?.reason ?? "") : alarm.reason;
  return {
    ...{ now: tools.now(), alarm: { ...alarm, reason }, alarmNow: said?.state, history: updates },
    weights: perColor((color) => rule.weights[operations.targetGroups[color]] ?? 0),
    releases: perColor((color) => deployed.releases[color].name),
    maintenance: operations.maintenance,
    evidence,
    limits: operations.flipLimits,
    lockedBy: null,
  };
}
