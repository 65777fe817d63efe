import type { Color } from "../../config/color";
import { incidentFacts } from "../incidentFacts";
import { incidentReport } from "../incidentReport";
import { notify } from "../aws/sns";
import { StackLocked } from "../lock";
import { moveTraffic, type TrafficMoved } from "../moveTraffic";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";
import { alarmOf, type RungAlarm } from "./alarmEvent";
import type { AutoRollbackResult } from "./autoRollbackResult";
import { decide, type Decision } from "./decide";
import { rehearse } from "./dryRun";
import { failedNotice, notifiedNotice, rolledBackNotice, type Notice } from "./notices";
import { untilUnlocked, type Patience } from "./patience";
import { rollbackFacts } from "./rollbackFacts";
import { said } from "../said";

export interface AutoRollbackOptions {
  stack?: string;
  /** EventBridge's, as parsed JSON; a rehearsal imagines its own. */
  event: unknown;
  /** Does everything but the change, for the alarm of the colour that serves. */
  dryRun: boolean;
}

/** A lock that is held longer than that is a release, and a person decides whether to wait for it. */
const PATIENCE: Patience = { firstMs: 5000, longestMs: 60_000, limitMs: 600_000 };

/**
 * What is run when an alarm of a colour has changed its state: rolls back, or tells why not.
 *
 * @throws Refusal when the event is not of an alarm of this stack; Error when it could not be done, of which the
 *   topic is told as well
 */
export async function autoRollback(
  tools: Tools,
  { stack, event, dryRun }: AutoRollbackOptions,
  patience = PATIENCE,
): Promise<AutoRollbackResult> {
  const situation = await situationOf(tools, stack);
  if (dryRun) return telling(tools, situation, () => rehearse(tools, situation));
  const alarm = alarmOf(event, situation.operations.alarms);
  return telling(tools, situation, async () => {
    const outcome = await act(tools, stack, alarm, patience);
    return outcome.moved === null
      ? leftAlone(tools, situation, outcome)
      : rolledBack(tools, situation, outcome, outcome.moved);
  });
}

interface Outcome {
  alarm: RungAlarm;
  decision: Decision;
  /** null: traffic is where it was. */
  moved: TrafficMoved | null;
}

async function act(
  tools: Tools,
  stack: string | undefined,
  rung: RungAlarm,
  patience: Patience,
): Promise<Outcome> {
  const attempt = async (lockedBy: string | null): Promise<Outcome> => {
    const situation = await situationOf(tools, stack);
    const facts = await rollbackFacts(tools, situation, rung);
    const decision = decide({ ...facts, lockedBy });
    const { alarm } = facts;
    const { to } = decision;
    const moved = to === undefined ? null : await moveBack(tools, situation, alarm, to);
    return { alarm, decision, moved };
  };
  try {
    return await untilUnlocked(
      () => attempt(null),
      patience,
      ({ message }, waitMs) => {
        tools.terminal.tell(`${message} Trying again in ${Math.ceil(waitMs / 1000)} s.`);
      },
    );
  } catch (error) {
    if (error instanceof StackLocked) return attempt(error.holder);
    throw error;
  }
}

/** Where a canary ends, the colour that serves stays, and nobody fled from a release that serves. */
function moveBack(
  tools: Tools,
  situation: Situation,
  alarm: RungAlarm,
  to: Color,
): Promise<TrafficMoved> {
  const { deployed, updates } = situation;
  const endsCanary = updates[0]?.activeColor === to;
  return moveTraffic(tools, situation, {
    ...{ kind: "automatic rollback", activeColor: to, canaryPercent: 0 },
    refused: endsCanary ? (updates[0]?.refused ?? null) : deployed.releases[alarm.color].name,
    reason: `${alarm.name}: ${alarm.reason}`,
  });
}

async function leftAlone(
  tools: Tools,
  situation: Situation,
  { alarm, decision: { decision, reason } }: Outcome,
): Promise<AutoRollbackResult> {
  await send(tools, situation, notifiedNotice(situation.stack.name, alarm, reason));
  return { decision, reason, alarm: alarm.name, resourcesChanged: 0, incident: null };
}

async function rolledBack(
  tools: Tools,
  { stack }: Situation,
  { alarm, decision: { decision, reason } }: Outcome,
  moved: TrafficMoved,
): Promise<AutoRollbackResult> {
  const situation = await situationOf(tools, stack.name);
  const incident = await reportOf(tools, situation);
  await send(tools, situation, rolledBackNotice(alarm, reason, moved, incident));
  const { resourcesChanged, to } = moved;
  const result = { decision, reason, alarm: alarm.name, from: alarm.color, to: to.color };
  return { ...result, resourcesChanged, incident };
}

/** Traffic is where it should be by now: a report that cannot be written is no failure. */
async function reportOf(tools: Tools, situation: Situation): Promise<string | null> {
  try {
    return incidentReport(await incidentFacts(tools, situation));
  } catch (error) {
    tools.terminal.tell(`The incident's report could not be written: ${said(error)}`);
    return null;
  }
}

async function telling<T>(tools: Tools, situation: Situation, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await send(tools, situation, failedNotice(situation.stack.name, said(error)));
    throw error;
  }
}

/** A notice that nobody gets changes nothing of what was done. */
async function send(
  tools: Tools,
  { operations }: Pick<Situation, "operations">,
  { subject, text }: Notice,
): Promise<void> {
  try {
    await notify(tools.awsAccess(operations.region), operations.topic, subject, text);
  } catch (error) {
    tools.terminal.tell(`The topic ${operations.topic} could not be told: ${said(error)}`);
  }
}
