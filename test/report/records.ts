import type { RequestRecord } from "../../drill/traffic/record";

/** A request that went well: user 0's session, answered by blue in 10 ms. */
export function aRecord(startMs: number, more: Partial<RequestRecord> = {}): RequestRecord {
  return {
    kind: "session",
    user: 0,
    startMs,
    endMs: startMs + 10,
    status: 200,
    color: "blue",
    failed: false,
    sessionLost: false,
    assetLost: false,
    cut: false,
    ...more,
  };
}
