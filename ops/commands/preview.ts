import { Command, CommanderError } from "@commander-js/extra-typings";
import { called } from "../changes/touched";
import type { Finding } from "../changes/finding";
import { jsonOption, show, stackOption } from "../commandLine";
import { previewed, type Previewed } from "../previewed";
import { previewMarkdown } from "../previewMarkdown";
import { Refusal } from "../refusal";
import { table } from "../table";
import type { Tools } from "../tools";

function previewLines(result: Previewed): string[] {
  const { stack, words, changes, violations, exceptions, unasked, error, command } = result;
  return [
    `${stack} ${words}`,
    ...table(
      changes.map((change) => [
        `  ${change.perhaps ? "perhaps" : change.op}`,
        called(change),
        change.diffs.join(", "),
      ]),
    ),
    ...violations.flatMap(violationLines),
    ...exceptions.map(({ message }) => `exception: ${message}`),
    ...unasked.map(({ policy, resource }) => `not known yet: ${policy} (${resource})`),
    ...(error === null ? [] : [`The preview ended early: ${error}`]),
    ...(command === null ? [] : [`To run it: ${command}`]),
  ];
}

function violationLines({ policy, level, message, mend }: Finding): string[] {
  return [`${level}: ${policy}: ${message}`, ...(mend === null ? [] : [`  to mend it: ${mend}`])];
}

/** @returns why it must not be run; undefined where it may */
function whyNot({ violations, error, stack }: Previewed): string | undefined {
  const mandatory = violations.filter(({ level }) => level === "mandatory");
  const names = [...new Set(mandatory.map(({ policy }) => policy))];
  if (names.length > 0)
    return `${stack} would not be updated: ${names.join(", ")}. Nothing was changed.`;
  return error === null ? undefined : `${stack} would not be updated: ${error}`;
}

export function previewCommand(tools: Tools) {
  return new Command("preview")
    .summary("says in words what an update would do, and what the policies make of it")
    .description(
      "Says in words what an update with the configuration of this checkout would do, and what the policies make of it. A mandatory policy's violation ends it with status 1. Nothing is changed.",
    )
    .option("--markdown", "prints it as the comment of a pull request")
    .option(
      "--base <commit>",
      "where a branch goes to: who serves is as deployed, unless the branch changes it",
    )
    .addOption(stackOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nExamples:\n  lobechat preview\n  lobechat preview --stack prod --base origin/main --markdown",
    )
    .action(async ({ json, markdown, base, stack }) => {
      const result = await previewed(tools, await tools.openStack(stack), base);
      show(tools.terminal, json, result, markdown === true ? previewMarkdown : previewLines);
      const why = whyNot(result);
      // In JSON everything is said by now, but the exit status.
      if (why !== undefined && json === true) throw new CommanderError(1, "lobechat.preview", why);
      if (why !== undefined) throw new Refusal(why);
    });
}
