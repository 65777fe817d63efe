import { quoted } from "../quoted";
import type { Paint } from "../report/terminal/paint";
import { RELEASES } from "../scenario/catalogue";
import type { Playground } from "./playground";

/** What somebody reads who has just come to the playground, line by line. */
export function welcome({ url, bin, folder, env }: Playground, { colors }: Paint): string[] {
  const { bold, dim } = colors;
  const command = (line: string, why: string): string => `  ${line.padEnd(44)} ${dim(why)}`;
  return [
    "",
    `Open ${bold(url)} and sign in with any address; leave the page open.`,
    "",
    "In a second terminal:",
    `  export PATH=${quoted(bin)}:"$PATH"`,
    command("lobechat status", "who serves, and what is ready behind"),
    command("lobechat flip", "all users go to green; watch the page"),
    command('lobechat rollback --reason "chats break"', "and back again"),
    command(
      `lobechat release ${RELEASES.later.name} --schema`,
      "a minute later: another one, to the color that is idle",
    ),
    command("lobechat history", "who did what, when and why"),
    ...(folder === null ? [] : plainPulumi(folder, env)),
    "",
    "Ctrl-C takes all of it down.",
  ];
}

function plainPulumi(folder: string, env: Record<string, string>): string[] {
  return [
    "",
    "Or with nothing but the pulumi CLI:",
    ...Object.entries(env).map(([name, value]) => `  export ${name}=${quoted(value)}`),
    `  cd ${quoted(folder)}`,
    "  pulumi config set activeColor green && pulumi up",
  ];
}
