import type { RequestRecord } from "../traffic/record";
import type { Color } from "./report";

/** What the cloud knows to have been broken. Times are those of the records. */
export interface OutageFact {
  what: "instance" | "color" | "assets" | "sessionStore" | "database";
  color: Color | null;
  fromMs: number;
  /** null: it goes on. */
  toMs: number | null;
}

/** How a request may end because of each; null: without an answer. */
const ENDS: Record<OutageFact["what"], readonly (number | null)[]> = {
  instance: [502, 504, null],
  color: [502, 503, 504, null],
  assets: [502, 503, 504, null],
  // The app gives up by itself, or the load balancer does.
  sessionStore: [500, 504, null],
  // Who is signed in stands in the session store: no page asks the database for it.
  database: [],
};

/** Whether a request failed because of one of the outages: it was under way meanwhile, and where that was noticed. */
export function isExplained(record: RequestRecord, outages: readonly OutageFact[]): boolean {
  if (!record.failed || record.sessionLost) return false;
  return outages.some(
    (outage) => ENDS[outage.what].includes(record.status) && meets(record, outage),
  );
}

/** Whether a chat was cut because what answered it was gone: nobody could have ended it properly. */
export function isCutBy(record: RequestRecord, outages: readonly OutageFact[]): boolean {
  const ofPods = outages.filter(({ what }) => what === "instance" || what === "color");
  return record.cut && ofPods.some((outage) => meets(record, outage));
}

/** The outages in the report's time: milliseconds since the drill started at `startedAtMs` of Date.now(). */
export function outagesSince(outages: readonly OutageFact[], startedAtMs: number): OutageFact[] {
  return outages.map(({ what, color, fromMs, toMs }) => ({
    ...{ what, color, fromMs: fromMs - startedAtMs },
    toMs: toMs === null ? null : toMs - startedAtMs,
  }));
}

function meets(record: RequestRecord, { what, color, fromMs, toMs }: OutageFact): boolean {
  if (what === "assets" && record.kind !== "asset") return false;
  if (color !== null && record.color !== null && record.color !== color) return false;
  return record.endMs >= fromMs && record.startMs < (toMs ?? Infinity);
}
