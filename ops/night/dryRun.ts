import { AWS_WORDS } from "../../components/guard/awsEvidence";
import { judge } from "../../components/guard/judge";
import { refusalText } from "../../components/guard/refusalText";
import { otherColor } from "../../config/color";
import { runWith, withValues } from "../configChange";
import { deployedConfig } from "../deployed";
import { Refusal } from "../refusal";
import type { Situation } from "../situation";
import type { Tools } from "../tools";
import type { RungAlarm } from "./alarmEvent";
import type { AutoRollbackResult } from "./autoRollbackResult";
import { decide } from "./decide";
import { rollbackFacts } from "./rollbackFacts";

/**
 * Goes the whole way of an automatic rollback but for its change: history, alarms, the other colour, configuration,
 * secrets, plugins, the program, and what Pulumi would do. The configuration is then as it was.
 *
 * @throws Error that says what is in the way of a rollback tonight
 */
export async function rehearse(tools: Tools, situation: Situation): Promise<AutoRollbackResult> {
  const { deployed, operations } = situation;
  const from = deployed.activeColor;
  const to = otherColor(from);
  const alarm: RungAlarm = {
    ...{ name: operations.alarms[from], color: from, previous: "OK", state: "ALARM" },
    ...{ at: tools.now(), reason: "imagined by a rehearsal" },
  };
  const facts = { ...(await rollbackFacts(tools, situation, alarm)), alarmNow: "ALARM" };
  const { refusals } = judge(
    { color: to, share: 100, limits: facts.limits, words: AWS_WORDS },
    facts.evidence,
  );
  if (refusals.length > 0)
    throw new Refusal(refusalText(`A rollback to ${to} would be refused now.`, refusals));
  await previewRollback(situation);
  const { decision, reason: why } = decide(facts);
  const does = decision === "rolledBack" ? "roll back" : "only notify";
  const release = deployed.releases[to].name;
  return {
    decision: "notified",
    reason: `Rehearsed: a rollback to ${to} ${release} would change the traffic rule alone, and nothing is in its way. If ${alarm.name} rang now, it would ${does}: ${why}`,
    ...{ alarm: alarm.name, from, to, resourcesChanged: 0, incident: null },
  };
}

async function previewRollback({ stack, deployed }: Situation): Promise<void> {
  const { activeColor: from, releases, trafficRule } = deployed;
  const { deployment } = stack;
  const before = await deployment.getAllConfig();
  const during = withValues(await deployedConfig(deployment), {
    ...{ activeColor: otherColor(from), canaryPercent: "0", refused: releases[from].name },
  });
  const { changeSummary } = await runWith(deployment, { before, during, after: before }, () =>
    deployment.preview({ target: [trafficRule] }),
  );
  const changes = Object.entries(changeSummary).filter(([op, n]) => op !== "same" && n > 0);
  if (changes.length === 1 && changeSummary.update === 1) return;
  const planned = changes.map(([op, n]) => `${op} ${n}`).join(", ");
  throw new Refusal(
    `A rollback to ${otherColor(from)} would not change the traffic rule alone, but: ${planned === "" ? "nothing" : planned}.`,
  );
}
