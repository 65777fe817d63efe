import { called } from "./changes/touched";
import type { Finding } from "./changes/finding";
import type { Previewed } from "./previewed";

/** So that a pull request has one comment a stack, which is updated. */
export function markOf(stack: string): string {
  return `<!-- lobechat preview of ${stack} -->`;
}

/** How many resources a comment shows in full. */
const SHOWN = 50;

/** What an update would do, as the comment of a pull request. */
export function previewMarkdown(result: Previewed): string[] {
  const { stack, words, changes, violations, exceptions, unasked, error, command } = result;
  return [
    ...[markOf(stack), `### \`${stack}\` ${inMarkdown(words)}`],
    ...(error === null
      ? []
      : section("**The preview ended early; this is what it had seen.**", fence(error))),
    ...section(headOf(violations), findingTable(violations)),
    ...(changes.length === 0 ? [] : section("", resourceTable(result))),
    ...section(
      "Exceptions, with their reasons:",
      exceptions.map(({ message }) => `- ${inMarkdown(message)}`),
    ),
    ...section(
      "Not known before the update, so not asked:",
      unasked.map(({ policy, resource }) => `- \`${policy}\` ${inMarkdown(resource)}`),
    ),
    ...(command === null ? [] : section("What would run it:", fence(command))),
  ];
}

function headOf(violations: readonly Finding[]): string {
  const mandatory = violations.filter(({ level }) => level === "mandatory").length;
  if (violations.length === 0) return "";
  return mandatory === 0
    ? "Policies advise:"
    : "**Policies refuse this**, and it would not be run:";
}

/** A text of its own above lines; nothing where there are none. */
function section(head: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return head === "" ? ["", ...lines] : ["", head, "", ...lines];
}

function findingTable(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map(({ policy, level, message, mend }) =>
    row([`\`${policy}\``, level, message, mend ?? ""]),
  );
  return ["| policy | level | what is wrong | to mend it |", "| --- | --- | --- | --- |", ...rows];
}

function resourceTable({ changes }: Previewed): string[] {
  const rows = changes
    .slice(0, SHOWN)
    .map((change) =>
      row([MARKS[change.perhaps ? "perhaps" : change.op], called(change), change.diffs.join(", ")]),
    );
  const more = changes.length - rows.length;
  return [
    ...["| change | resource | properties |", "| --- | --- | --- |"],
    ...rows,
    ...(more > 0 ? ["", `… and ${String(more)} more.`] : []),
  ];
}

const MARKS = {
  create: "create",
  update: "update",
  replace: "**REPLACE**",
  delete: "**DELETE**",
  perhaps: "perhaps update",
};

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => (/^[`*]/.test(cell) ? cell : inMarkdown(cell))).join(" | ")} |`;
}

/** What a text says stays what it says: no table ends early, and nobody is called by their name. */
function inMarkdown(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\|`*_<>[\]]/g, String.raw`\$&`)
    .replaceAll("@", "@\u200b");
}

/** Longer than any fence within. */
function fence(text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const mark = "`".repeat(longest + 1);
  return [mark, text, mark];
}
