import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { UpOptions } from "@pulumi/pulumi/automation";

/** What the history keeps of an update beside its config and its outcome, by the names that the CLI writes. */
export interface Description {
  message: string;
  environment: Record<string, string>;
}

/** Options of the Automation API that are flags of the CLI, of which it notes that they were set. */
const flags = ["message", "refresh", "target"] as const;

/** @param folder of the program */
export async function describe(options: UpOptions, folder: string): Promise<Description> {
  const set = flags.filter((name) => isSet(options[name]));
  const { head, title } = await headOf(folder);
  return {
    // As the CLI: an update without a message has that of the commit.
    message: options.message ?? title,
    environment: {
      "exec.kind": "auto.local",
      ...Object.fromEntries(set.map((name) => [`pulumi.flag.${name}`, "set"])),
      ...(head !== "" && { "git.head": head }),
    },
  };
}

function isSet(option: UpOptions[(typeof flags)[number]]): boolean {
  return Array.isArray(option) ? option.length > 0 : option !== undefined && option !== false;
}

/** Of the commit that a folder stands at; both are empty where git does not know it. */
export async function headOf(folder: string): Promise<{ head: string; title: string }> {
  const log = promisify(execFile)("git", ["-C", folder, "log", "-1", "--format=%H%n%s"]);
  const [head = "", title = ""] = await log.then(
    ({ stdout }) => stdout.split("\n"),
    () => [],
  );
  return { head, title };
}
