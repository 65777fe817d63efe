import { Command } from "@commander-js/extra-typings";
import { otherColor, type Color } from "../../config/color";
import { ask } from "../ask";
import { catalogueOf, withRelease, type Entry } from "../catalogue";
import { jsonOption, show, stackOption, yesOption, type Changing } from "../commandLine";
import { flipsOf } from "../flips";
import { configOnDeployed, fullUpdate } from "../fullUpdate";
import { isFlight, updateMessage } from "../message";
import { newEntry, type NewRelease } from "../newRelease";
import { Refusal } from "../refusal";
import { raiseSchema } from "../schemaMark";
import { situationOf, type Situation } from "../situation";
import type { Tools } from "../tools";
import { tryRelease, type Tried } from "../tryRelease";
import { timeText } from "../words";

export interface ReleaseOptions extends Changing, NewRelease {
  /** In the catalogue, such as `2.1.26-9f3c2e1`. */
  name: string;
  /** Whether the schema's mark may be raised without a question. */
  schema?: boolean | undefined;
  /** Whether images with a source are copied into the stack's repository first. */
  copy?: boolean | undefined;
}

/** A release that is on its colour, in values that JSON has. */
export interface Released extends Tried {
  stack: string;
  color: Color;
  release: string;
  version: string;
  /** The mark of the shared database's schema, where it was raised. */
  schema: { from: string; to: string } | null;
  resourcesChanged: number;
  seconds: number;
  warnings: string[];
  /** The command that sends users there. */
  next: string;
}

/**
 * Puts a release on the colour that does not serve, and tries it there. No user notices.
 *
 * @throws Refusal; the configuration is as it was unless the release is on its colour, and then it says so
 */
export async function release(tools: Tools, options: ReleaseOptions): Promise<Released> {
  const situation = await situationOf(tools, options.stack);
  const { stack, deployed } = situation;
  const { name } = options;
  const color = otherColor(deployed.activeColor);
  refuseWhileBaking(tools, situation);
  refuseWhileCanary(situation);
  const { before, config } = await configOnDeployed(tools, situation);
  const entry = entryOf(catalogueOf(config)[name], options);

  const question = `Release ${name} to ${color}, where ${deployed.releases[color].name} is now? Users stay on ${deployed.activeColor}.`;
  await ask(tools.terminal, question, options.yes);
  const { version } = entry;
  const raised = await raiseSchema(tools.terminal, config, { version, agreed: options.schema });
  const during = withRelease(raised.config, { color, release: name, entry });
  if (entry.source !== undefined && options.copy !== false) await tools.copyImages?.(stack, during);
  const message = updateMessage({ kind: "release", color, release: name, caller: tools.caller() });
  const run = await fullUpdate(tools, situation, { before, during, message });

  const tried = await tryRelease(tools, await situationOf(tools, stack.name), color);
  return {
    ...{ stack: stack.name, color, release: name, version, schema: raised.schema },
    ...run,
    ...tried,
    next: `lobechat flip --stack ${stack.name}`,
  };
}

/** What the catalogue has is not changed: somebody may run it, or want to go back to it. */
function entryOf(known: Entry | undefined, { name, ...told }: ReleaseOptions): Entry {
  if (known === undefined) return newEntry(name, told);
  const given = (["version", "digest", "source", "env"] as const).filter(
    (option) => told[option] !== undefined,
  );
  if (given.length === 0) return known;
  throw new Refusal(
    `The catalogue has ${name} already, and a release never changes: leave out ${given.map((option) => `--${option}`).join(", ")}, or give it another name. Nothing was changed.`,
  );
}

/** A release would take away what a rollback goes back to. What a rollback fled from is nobody's way back. */
function refuseWhileBaking(tools: Tools, { updates, operations }: Situation): void {
  const [flip] = flipsOf(updates);
  if (flip === undefined || isFlight(flip.update.message?.kind)) return;
  const { bakeMinutes } = operations.flipLimits;
  const until = new Date(flip.update.endedAt.getTime() + bakeMinutes * 60_000);
  if (tools.now() >= until) return;
  throw new Refusal(
    `${flip.to} serves only since ${timeText(flip.update.endedAt)}, and ${flip.from} is the way back until ${timeText(until)} (lobechat:flipLimits.bakeMinutes = ${bakeMinutes}): release then. Nothing was changed.`,
  );
}

function refuseWhileCanary({ deployed, stack }: Situation): void {
  const idle = otherColor(deployed.activeColor);
  const percent = deployed.weights[idle];
  if (percent === 0) return;
  throw new Refusal(
    `${idle} has a canary of ${percent} %, whose users a release would disturb: \`lobechat canary 0 --stack ${stack.name}\` first. Nothing was changed.`,
  );
}

function releasedLines(released: Released): string[] {
  const { release: name, color, version, resourcesChanged, seconds, answered, smoke } = released;
  const tried = [
    ...(answered ? [`answers as ${version}`] : []),
    ...(smoke === true ? ["passes its smoke test"] : []),
  ];
  const changed = resourcesChanged === 1 ? "1 resource" : `${resourcesChanged} resources`;
  return [
    `${name} is on ${color}${tried.map((what) => `, ${what}`).join("")}: ${changed} changed in ${seconds.toFixed(0)} s.`,
    `To send users there: ${released.next}`,
  ];
}

export function releaseCommand(tools: Tools) {
  return new Command("release")
    .summary("puts a release on the color that does not serve, and tries it there")
    .description(
      "Puts a release on the color that does not serve: into the catalogue where it is not there yet, its image into the repository, snapshot, migration and boot by one update, and then a look at it by the preview header and the stack's own smoke test. Users stay where they are.",
    )
    .argument("<name>", "of the release: version and git SHA, such as 2.1.26-9f3c2e1")
    .option("--version <version>", "what /api/version answers (default: what the name begins with)")
    .option("--source <image>", "image with its digest, which is copied: name:tag@sha256:…")
    .option("--digest <digest>", "digest of an image that your own CI pushed: sha256:…")
    .option("--env <name=value...>", "variables of this release alone, never secret")
    .option("--schema", "agrees to raise the mark of the shared database's schema")
    .option("--no-copy", "copies no image: it is in the repository already")
    .addOption(stackOption())
    .addOption(yesOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      "\nExamples:\n  lobechat release 2.1.26-9f3c2e1\n  lobechat release 2.1.27-5d0e7b4 --digest sha256:… --env FEATURE_FLAGS=+group_chat\n  lobechat release 2.1.27-5d0e7b4 --schema --yes --json",
    )
    .action(async (name, { json, ...options }) => {
      show(tools.terminal, json, await release(tools, { ...options, name }), releasedLines);
    });
}
