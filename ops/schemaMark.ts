import type { ConfigMap } from "@pulumi/pulumi/automation";
import { gt, valid as isSemver } from "semver";
import { z } from "zod";
import { ask } from "./ask";
import { Refusal } from "./refusal";
import type { Terminal } from "./tools";

const MARK = z.looseObject({ version: z.string(), readableBy: z.string() });

/** How far the shared database goes. */
export interface Raised {
  config: ConfigMap;
  /** null: the mark is high enough. */
  schema: { from: string; to: string } | null;
}

/**
 * Raises the mark of the shared database's schema for a version that migrates it, once somebody has agreed to
 * that: it only goes forward, and a restore is the only way back.
 *
 * @param agreed whether that was answered beforehand, by `--schema`
 * @throws Refusal when it was not, and nobody is there to ask
 */
export async function raiseSchema(
  terminal: Terminal,
  config: ConfigMap,
  { version, agreed }: { version: string; agreed: boolean | undefined },
): Promise<Raised> {
  const mark = markOf(config);
  if (!gt(version, mark.version)) return { config, schema: null };
  terminal.tell(
    `${version} migrates the shared database, from the schema of ${mark.version} to its own. A snapshot comes first. By lobechat:schema, versions ${mark.readableBy} can read it then; if that is not so, stop here, and change readableBy first.`,
  );
  if (!terminal.interactive && agreed !== true)
    throw new Refusal(
      `${version} migrates the shared database, whose schema is of ${mark.version}: add --schema once you have read what it migrates. Nothing was changed.`,
    );
  await ask(terminal, `Raise the schema's mark from ${mark.version} to ${version}?`, agreed);
  const raised = { value: JSON.stringify({ ...mark, version }) };
  return {
    config: { ...config, "lobechat:schema": raised },
    schema: { from: mark.version, to: version },
  };
}

function markOf(config: ConfigMap): z.infer<typeof MARK> {
  try {
    const mark = MARK.parse(JSON.parse(config["lobechat:schema"]?.value ?? ""));
    if (isSemver(mark.version) === mark.version) return mark;
  } catch {
    // It is not what it should be, whatever it is.
  }
  throw new Refusal("lobechat:schema is wrong; `pulumi preview` says where.");
}
