import type { Alarm } from "../../report";

/** An alarm from when it rang until it was well again, or until the drill ended. */
export interface Ringing {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** An alarm that rang at least once. */
export interface RungAlarm {
  name: string;
  ringing: Ringing[];
}

/** Those that rang, the first first. That an alarm becomes well once it has data is no news. */
export function rungAlarms(alarms: readonly Alarm[], endMs: number): RungAlarm[] {
  const rung = new Map<string, RungAlarm>();
  for (const { name, state, atMs, reason } of [...alarms].sort(byTime)) {
    const alarm = rung.get(name) ?? { name, ringing: [] };
    const last = alarm.ringing.at(-1);
    const rings = last?.toMs === endMs;
    if (state === "ALARM" && !rings) {
      alarm.ringing.push({ fromMs: atMs, toMs: endMs, reason });
      rung.set(name, alarm);
    }
    if (state === "OK" && rings) last.toMs = atMs;
  }
  return [...rung.values()];
}

function byTime(one: Alarm, other: Alarm): number {
  return one.atMs - other.atMs;
}
