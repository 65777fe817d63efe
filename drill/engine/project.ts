import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const settings = z.looseObject({
  name: z.string(),
  main: z.string().optional(),
  runtime: z
    .union([
      z.string(),
      z.looseObject({ options: z.looseObject({ typescript: z.boolean().optional() }).optional() }),
    ])
    .optional(),
  config: z
    .record(z.string(), z.union([z.looseObject({ default: scalar.optional() }), scalar, z.null()]))
    .optional(),
});

/** What Pulumi.yaml says about a program. */
export interface Project {
  name: string;
  /** Folder or file that is run, as an absolute path. */
  entry: string;
  /** Whether ts-node compiles the program when it starts; so it does unless Pulumi.yaml says otherwise. */
  typescript: boolean;
  /** Declared keys, `<project>:<key>`, with their defaults; undefined where a value is required. */
  declared: Map<string, string | undefined>;
  /** The file's whole content. */
  settings: Record<string, unknown>;
}

/** @throws Error when the folder has no Pulumi.yaml, or one without a name. */
export function readProject(folder: string): Project {
  const parsed = settings.safeParse(load(read(join(folder, "Pulumi.yaml"))));
  if (!parsed.success) {
    throw new Error(`${join(folder, "Pulumi.yaml")}: ${z.prettifyError(parsed.error)}`);
  }
  const { name, main, runtime, config } = parsed.data;
  const declared = Object.entries(config ?? {}).map(([key, value]) => {
    const fallback = typeof value === "object" ? value?.default : value;
    const namespaced = key.includes(":") ? key : `${name}:${key}`;
    return [namespaced, fallback === undefined ? undefined : String(fallback)] as const;
  });
  return {
    name,
    entry: resolve(folder, main ?? "."),
    typescript: typeof runtime !== "object" || runtime.options?.typescript !== false,
    declared: new Map(declared),
    settings: parsed.data,
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Error(`There is no Pulumi program here: ${file} cannot be read.`, { cause: error });
  }
}
