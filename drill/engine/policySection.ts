import type { Finding, PolicyPack, Violation } from "./policyPack";
import { urnName, urnType } from "./urn";

export interface Mended extends Finding {
  urn: string;
}

type Pack = Pick<PolicyPack, "name" | "version" | "folder">;

/** The lines in which the CLI shows, at the end, what came of the policy packs. */
export function policySection(
  packs: readonly Pack[],
  violations: readonly Violation[],
  mended: readonly Mended[],
): string[] {
  if (packs.length === 0) return [];
  return ["Policies:", ...packs.flatMap((pack) => packLines(pack, violations, mended))];
}

function packLines(
  { name, version, folder }: Pack,
  violations: readonly Violation[],
  mended: readonly Mended[],
): string[] {
  const found = violations.filter(({ pack }) => pack === name);
  const mends = mended.filter(({ pack }) => pack === name).map(({ policy }) => policy);
  return [
    `    ${mark(found)} ${name}@v${version} (local: ${folder})`,
    ...[...new Set(mends)].sort().map((policy) => {
      const count = mends.filter((other) => other === policy).length;
      const resources = count === 1 ? "1 resource" : `${String(count)} resources`;
      return `        - [remediate]  ${policy}  (${resources})`;
    }),
    ...[...found].sort(byWeight).flatMap(violationLines),
  ];
}

function mark(violations: readonly Violation[]): string {
  if (violations.length === 0) return "✅";
  return violations.some(({ level }) => level === "mandatory") ? "❌" : "⚠️";
}

const SEVERITIES = ["critical", "high", "medium", "low", undefined];

function byWeight(a: Violation, b: Violation): number {
  return (
    Number(b.level === "mandatory") - Number(a.level === "mandatory") ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    a.policy.localeCompare(b.policy) ||
    a.urn.localeCompare(b.urn)
  );
}

function violationLines({ level, severity, policy, urn, message }: Violation): string[] {
  const shown = severity === undefined ? "" : ` [severity: ${severity}]`;
  return [
    `        - [${level}]${shown}  ${policy}  (${urnType(urn)}: ${urnName(urn)})`,
    ...message.split("\n").map((line) => `          ${line}`),
  ];
}
