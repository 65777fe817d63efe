const units: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

/** @returns seconds of a duration as Go writes it: "1h30m", "25s", "1.5m"; 0 of "". */
export function seconds(duration: string): number {
  if (!/^([0-9.]+(ns|us|µs|ms|s|m|h))*$/.test(duration)) {
    throw new Error(`"${duration}" is no duration: write it as 90s, 5m or 1h30m.`);
  }
  const parts = duration.matchAll(/([0-9.]+)(ns|us|µs|ms|s|m|h)/g);
  return [...parts].reduce((sum, [, amount, unit]) => {
    return sum + Number(amount) * (units[unit ?? ""] ?? 0);
  }, 0);
}
