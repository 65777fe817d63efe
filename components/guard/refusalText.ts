import type { Finding } from "./finding";

/** What one finding says, in lines of a message. */
export function findingText({ check, expected, seen, fix }: Finding): string {
  return [
    `  check:    ${check}`,
    `  expected: ${expected}`,
    `  seen:     ${seen}`,
    `  fix:      ${fix}`,
  ].join("\n");
}

/** @param title one sentence: what is refused, and where traffic is now */
export function refusalText(title: string, findings: readonly Finding[]): string {
  return [title, ...findings.map(findingText)].join("\n\n");
}
