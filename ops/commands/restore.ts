import { Argument, Command } from "@commander-js/extra-typings";
import type { ConfigMap } from "@pulumi/pulumi/automation";
import { ask } from "../ask";
import { restoreFound, type RestoreFound } from "../aws/dumps";
import { listSnapshots, type Snapshot } from "../aws/snapshots";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { runWith } from "../configChange";
import { deployedConfig } from "../deployed";
import { Refusal } from "../refusal";
import { besideConfig, servingConfig, stackAt } from "../restoreConfig";
import { comparisonLines, snapshotLines } from "../restoreWords";
import { runUpdate } from "../runUpdate";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";

export interface RestoreOptions extends Changing {
  /** Key of a dump, or identifier of an RDS snapshot. */
  snapshot: string;
}

/** What became of a restore, in values that JSON has. */
export interface Restored extends RestoreFound {
  stack: string;
  /** Version of the schema that users are served from. */
  schema: string;
  /** What two updates took: to restore and check, and to switch. 0: that was done before. */
  seconds: { restore: number; switch: number };
}

async function snapshotsOf(tools: Tools, { operations }: Situation): Promise<Snapshot[]> {
  return listSnapshots(tools.awsAccess(operations.region), operations);
}

/**
 * Restores a snapshot to a database beside the live one, checks it, and once somebody has agreed serves users from it.
 * Run again, it goes on where it was.
 *
 * @throws Refusal, StackLocked: users are then served from where they were
 */
export async function restore(
  tools: Tools,
  { snapshot, stack, yes }: RestoreOptions,
): Promise<Restored> {
  const first = await situationOf(tools, stack);
  bucketOf(first);
  const { at } = await findSnapshot(tools, first, snapshot);
  const then = stackAt(first.updates, at);

  const restoreSeconds =
    first.operations.restore?.snapshot === snapshot
      ? 0
      : await update(tools, first, `restore ${snapshot} beside the live database`, (config) =>
          besideConfig(config, snapshot, first.operations),
        );
  const situation = await situationOf(tools, first.stack.name);
  const { deployed, operations } = situation;
  const database = operations.restore?.database ?? "";
  const access = tools.awsAccess(operations.region);
  const found = await restoreFound(access, bucketOf(situation), database);
  for (const line of comparisonLines(found)) tools.terminal.tell(line);
  await ask(
    tools.terminal,
    `Serve all users of ${deployed.url} from it? What they wrote since ${at.toISOString()} is then gone from their sight; the old database stays. lobechat:schema goes to ${then.schema.version}.`,
    yes,
  );
  const switchSeconds = await update(tools, situation, `serve users from ${snapshot}`, (config) =>
    servingConfig(config, { snapshot, then, deployed, operations }),
  );
  return {
    ...found,
    stack: situation.stack.name,
    schema: then.schema.version,
    seconds: { restore: restoreSeconds, switch: switchSeconds },
  };
}

/** @throws Refusal when it is not there, or is what users are served from */
async function findSnapshot(
  tools: Tools,
  situation: Situation,
  snapshot: string,
): Promise<Snapshot> {
  const { restore: last } = situation.operations;
  if (last?.serving === true && last.snapshot === snapshot)
    throw new Refusal(`Users are served from ${snapshot} already: nothing was changed.`);
  const found = (await snapshotsOf(tools, situation)).find(({ key }) => key === snapshot);
  if (found !== undefined) return found;
  throw new Refusal(
    `There is no snapshot ${snapshot}: \`lobechat restore --list\` shows those there are. Nothing was changed.`,
  );
}

/** @returns how long it took, in seconds */
async function update(
  tools: Tools,
  situation: Situation,
  what: string,
  change: (config: ConfigMap) => ConfigMap,
): Promise<number> {
  const { deployment } = situation.stack;
  const before = await deployment.getAllConfig();
  const during = change(await deployedConfig(deployment));
  const message = `${what} (${tools.caller()})`;
  const { seconds } = await runWith(deployment, { before, during, after: change(before) }, () =>
    runUpdate(tools, situation, { message }),
  );
  return seconds;
}

function bucketOf({ operations }: Situation): string {
  if (operations.dumpBucket !== null) return operations.dumpBucket;
  throw new Refusal(
    "This stack has no bucket of dumps, into which a restore writes what it found: lobechat:snapshots.clientImage makes one. Nothing was changed.",
  );
}

function restoredLines({ database, schema, snapshot }: Restored): string[] {
  return [
    `All users are served from ${database}, which is ${snapshot}; lobechat:schema is ${schema}.`,
    "The old database is where it was. To go back to it: `pulumi config rm lobechat:restore`, put lobechat:schema back, and `pulumi up`.",
  ];
}

export function restoreCommand(tools: Tools) {
  return new Command("restore")
    .summary(
      "restores a dump or an RDS snapshot beside the live database, checks it, and serves users from it",
    )
    .description(
      "Restores a dump to a new database, or a snapshot of RDS to a new instance, beside the live one, counts its rows and opens a stored key, asks, and then serves users from it, with the schema's mark where it was when the snapshot was made. It takes two updates; run again, it goes on where it was. No database is ever overwritten or dropped.",
    )
    .addArgument(
      new Argument(
        "[snapshot]",
        "a dump's key or an RDS snapshot's identifier, as --list shows them",
      ),
    )
    .option("--list", "shows the dumps and RDS snapshots there are")
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText("after", "\nExamples:\n  lobechat restore --list\n  lobechat restore <snapshot>")
    .action(async (snapshot, { json, list, ...options }) => {
      if (list === true)
        show(
          tools.terminal,
          json,
          await snapshotsOf(tools, await situationOf(tools, options.stack)),
          snapshotLines,
        );
      else if (snapshot === undefined)
        throw new Refusal("Which one? `lobechat restore --list` shows those there are.");
      else
        show(tools.terminal, json, await restore(tools, { ...options, snapshot }), restoredLines);
    });
}
