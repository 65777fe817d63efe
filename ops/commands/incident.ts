import { writeFile } from "node:fs/promises";
import { Command } from "@commander-js/extra-typings";
import { stackOption, updateNumber, type Common } from "../commandLine";
import { incidentFacts } from "../incidentFacts";
import { incidentReport } from "../incidentReport";
import { Refusal } from "../refusal";
import { situationOf } from "../situation";
import type { Tools } from "../tools";
import { said } from "../said";

export interface IncidentOptions extends Common {
  /** Number of the update that rolled back; undefined: the last one that did. */
  update?: number | undefined;
}

/** The report of the morning after a rollback, as Markdown. @throws Refusal when there was none */
export async function incident(tools: Tools, options: IncidentOptions): Promise<string> {
  const situation = await situationOf(tools, options.stack);
  return incidentReport(await incidentFacts(tools, situation, options.update));
}

export function incidentCommand(tools: Tools) {
  return new Command("incident")
    .summary("writes the report of the morning after a rollback")
    .description(
      "Writes the report of the morning after a rollback, as Markdown: when it was released, seen and rolled back, who was affected as measured, what ran before and after, the commits between, and what follows.",
    )
    .option("--update <n>", "the update that rolled back (default: the last one)", updateNumber)
    .option("--out <file>", "where to write it (default: here)")
    .addOption(stackOption())
    .addHelpText(
      "after",
      "\nExamples:\n  lobechat incident\n  lobechat incident --update 14 --out incident.md",
    )
    .action(async ({ out, ...options }) => {
      const markdown = await incident(tools, options);
      if (out === undefined) tools.terminal.print(markdown.trimEnd());
      else {
        await write(out, markdown);
        tools.terminal.tell(`The report is in ${out}.`);
      }
    });
}

async function write(file: string, markdown: string): Promise<void> {
  try {
    await writeFile(file, markdown);
  } catch (error) {
    const why = said(error);
    throw new Refusal(`The report cannot be written to ${file}: ${why}.`, { cause: error });
  }
}
