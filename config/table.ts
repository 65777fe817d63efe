import type { z } from "zod";
import { aboutKey, type PlatformSchema } from "./aboutKey";
import { dockerSchema } from "./docker";
import { awsSchema } from "./schema";

/** Where the table stands in the README. */
const TABLE_START = "<!-- config table: npm run docs -->";
const TABLE_END = "<!-- end of config table -->";

/** Every key of a stack's configuration on each platform as Markdown tables, from the schemas alone. */
function configTable(): string {
  return `On AWS (\`platform: aws\`):\n\n${tableOf(awsSchema)}\n\nOn a Docker engine (\`platform: docker\`):\n\n${tableOf(dockerSchema)}`;
}

function tableOf(schema: PlatformSchema): string {
  return [
    "| key | what it says | default | example |",
    "| --- | --- | --- | --- |",
    ...Object.entries(schema).map(([key, type]) => {
      const { description, example, secret } = aboutKey(schema, key);
      const words = secret === true ? `${description} **Secret.**` : description;
      return `| \`${key}\` | ${words} | ${defaultOf(type)} | \`${text(example)}\` |`;
    }),
  ].join("\n");
}

/** A README with the table as it has to be. @throws Error when it has no place for it */
export function withConfigTable(readme: string): string {
  const start = readme.indexOf(TABLE_START);
  const end = readme.indexOf(TABLE_END);
  if (start === -1 || end < start) throw new Error("the README has no place for the config table");
  return `${readme.slice(0, start)}${TABLE_START}\n\n${configTable()}\n\n${readme.slice(end)}`;
}

function defaultOf(type: z.ZodType): string {
  const parsed = type.safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? `\`${text(parsed.data)}\`` : "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
