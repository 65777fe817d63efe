import type { Outage } from "./cloud";

/** What was broken and when, by whoever broke it: no answer to a user is looked at. */
export class Outages {
  readonly seen: Outage[] = [];

  /** @returns what ends it; ending it again changes nothing */
  begin(what: Outage["what"], color: Outage["color"] = null): () => void {
    const outage: Outage = { what, color, fromMs: Date.now(), toMs: null };
    this.seen.push(outage);
    return () => {
      outage.toMs ??= Date.now();
    };
  }
}
