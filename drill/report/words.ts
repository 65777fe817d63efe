import type { Traffic } from "./report";

/** "1 flip", "2,000 flips" */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}

/** Milliseconds as "0.4 s". */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** What users lost beside failed requests: ["1 session lost", "2 streams cut"]; empty when nothing. */
export function losses(traffic: Traffic): string[] {
  return [
    ...lost(traffic.sessionsLost, "session", "lost"),
    ...lost(traffic.assetsLost, "asset", "lost"),
    ...lost(traffic.streamsCut, "stream", "cut"),
  ];
}

function lost(count: number, noun: string, what: string): string[] {
  return count === 0 ? [] : [`${counted(count, noun)} ${what}`];
}
