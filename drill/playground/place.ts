import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const PLACE = z.object({
  engine: z.object({
    kind: z.enum(["embedded", "pulumi"]),
    program: z.string(),
    stack: z.string(),
    workDir: z.string(),
    providers: z.record(z.string(), z.number()),
    env: z.record(z.string(), z.string()),
  }),
  /** Of the stand-in for AWS's API. */
  awsEndpoint: z.string(),
  caFile: z.string(),
});

/** What a command in another terminal has to know of a playground. */
export type Place = z.infer<typeof PLACE>;

const NAME = "playground.json";

/** @returns the file, below `folder` */
export function writePlace(folder: string, place: Place): string {
  const file = join(folder, NAME);
  writeFileSync(file, JSON.stringify(place), { mode: 0o600 });
  return file;
}

/** @throws Error where the playground is gone */
export function readPlace(file: string): Place {
  return PLACE.parse(JSON.parse(readFileSync(file, "utf8")));
}
