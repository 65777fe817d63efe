import { z } from "zod";
import type { DockerEngine } from "../engine/dockerEngine";
import { engineName } from "../imageReference";
import { LABEL } from "../labels";
import { setLine } from "./setLine";

const IMAGE = z.object({ Config: z.object({ Env: z.array(z.string()).nullish() }) });

const VOLUME = z.object({ Labels: z.record(z.string(), z.string()).nullish() });

/** The major version of PostgreSQL in an image: by what the image itself says, else by its tag, if either tells. */
export async function postgresMajorOf(
  engine: DockerEngine,
  reference: string,
): Promise<string | undefined> {
  const image = await engine.find(`/images/${engineName(reference)}/json`);
  const environment = image === undefined ? [] : (IMAGE.parse(image).Config.Env ?? []);
  const told = environment.find((variable) => variable.startsWith("PG_MAJOR="));
  const [, tag = ""] = /:([^:@/]+)@/.exec(reference) ?? [];
  return told?.slice("PG_MAJOR=".length) ?? /pg(\d+)/.exec(tag)?.[1] ?? /^(\d{2})\b/.exec(tag)?.[1];
}

/**
 * One sentence where the volume was written by another major version than the image's, which could not read it.
 *
 * @param major of the image; undefined: it does not tell
 */
export async function volumeProblem(
  engine: DockerEngine,
  volume: string,
  major: string | undefined,
): Promise<string | undefined> {
  const there = await engine.find(`/volumes/${volume}`);
  const written = there === undefined ? undefined : VOLUME.parse(there).Labels?.[LABEL.postgres];
  if (written === undefined || major === undefined || written === major) return undefined;
  const fix = setLine("images.database", `<an image of PostgreSQL ${written}>`);
  return `The volume ${volume} was written by PostgreSQL ${written}, and the image is of ${major}, which cannot read it: ${fix}, or move the data by pg_dump and pg_restore.`;
}
