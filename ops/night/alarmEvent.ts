import { z } from "zod";
import { COLORS, type Color } from "../../config/color";
import { Refusal } from "../refusal";

/** An alarm of a colour that has changed its state. */
export interface RungAlarm {
  name: string;
  color: Color;
  previous: string;
  state: string;
  at: Date;
  reason: string;
}

const STATE = z.object({ value: z.string(), reason: z.string().default("") });

const EVENT = z.object({
  source: z.literal("aws.cloudwatch"),
  "detail-type": z.literal("CloudWatch Alarm State Change"),
  time: z.iso.datetime({ offset: true }),
  detail: z.object({
    alarmName: z.string(),
    state: STATE.extend({ timestamp: z.string().optional() }),
    previousState: STATE,
  }),
});

/**
 * Reads EventBridge's event of an alarm.
 *
 * @param event as parsed JSON
 * @param names of the composite alarms of this stack
 * @throws Refusal of one sentence for anything else
 */
export function alarmOf(event: unknown, names: Record<Color, string>): RungAlarm {
  const { success, data, error } = EVENT.safeParse(event);
  if (!success) {
    const wrong = error.issues[0]?.path.join(".") ?? "";
    throw new Refusal(
      `This is no event of a CloudWatch alarm that changed its state${wrong === "" ? "" : ` (see ${wrong})`}: nothing was done.`,
    );
  }
  const { alarmName: name, state, previousState } = data.detail;
  const color = COLORS.find((one) => names[one] === name);
  if (color === undefined)
    throw new Refusal(
      `${name} is not an alarm that rolls this stack back, as ${names.blue} and ${names.green} are: nothing was done.`,
    );
  const at = dateOf(state.timestamp) ?? new Date(data.time);
  const { value, reason } = state;
  return { name, color, previous: previousState.value, state: value, at, reason };
}

/** CloudWatch writes the zone as +0000; the event's own time is of whole seconds. */
function dateOf(timestamp: string | undefined): Date | undefined {
  const date = new Date(timestamp ?? "");
  return Number.isNaN(date.getTime()) ? undefined : date;
}
