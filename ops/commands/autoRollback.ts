import { Command } from "@commander-js/extra-typings";
import { jsonOption, show, stackOption } from "../commandLine";
import { autoRollback } from "../night/autoRollback";
import type { AutoRollbackResult } from "../night/autoRollbackResult";
import { Refusal } from "../refusal";
import type { Tools } from "../tools";

/** What EventBridge and CodeBuild run. */
export function autoRollbackCommand(tools: Tools) {
  return new Command("auto-rollback")
    .summary("what an alarm runs: rolls back, or tells why not")
    .description(
      "What an alarm of a color runs by itself: it rolls back where a flip is the likely cause and the other color the likely cure, and tells the alarms' topic what it did, or why a person has to decide. A rehearsal does everything but the change.",
    )
    .option("--event <json>", "EventBridge's event of the alarm")
    .option("--dry-run", "imagines the alarm of the color that serves, and changes nothing", false)
    .addOption(stackOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      '\nExamples:\n  lobechat auto-rollback --stack prod --event "$ALARM_EVENT"\n  lobechat auto-rollback --stack prod --dry-run',
    )
    .action(async ({ stack, event, dryRun, json }) => {
      if (!dryRun && event === undefined)
        throw new Refusal(
          "It takes the event of an alarm (--event), or --dry-run: nothing was done.",
        );
      const options = { event: parsed(event), dryRun, ...(stack === undefined ? {} : { stack }) };
      show(tools.terminal, json, await autoRollback(tools, options), lines);
    });
}

function parsed(event: string | undefined): unknown {
  if (event === undefined) return undefined;
  try {
    return JSON.parse(event);
  } catch (error) {
    throw new Refusal("The event is no JSON: nothing was done.", { cause: error });
  }
}

function lines({ decision, reason, incident }: AutoRollbackResult): string[] {
  if (decision === "notified") return [reason];
  return [`Rolled back: ${reason}`, ...(incident === null ? [] : ["", incident])];
}
