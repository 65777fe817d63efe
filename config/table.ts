import { aboutKey, awsSchema, type AwsSchema } from "./schema";

/** Where the table stands in the README. */
export const TABLE_START = "<!-- config table: npm run docs -->";
export const TABLE_END = "<!-- end of config table -->";

/** Every key of a stack's configuration as a Markdown table, from the schema alone. */
export function configTable(): string {
  const keys = Object.keys(awsSchema) as (keyof AwsSchema)[];
  return [
    "| key | what it says | default | example |",
    "| --- | --- | --- | --- |",
    ...keys.map((key) => {
      const { description, example, secret } = aboutKey(key);
      const words = secret === true ? `${description} **Secret.**` : description;
      return `| \`${key}\` | ${words} | ${defaultOf(key)} | \`${text(example)}\` |`;
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

function defaultOf(key: keyof AwsSchema): string {
  const parsed = awsSchema[key].safeParse(undefined);
  return parsed.success && parsed.data !== undefined ? `\`${text(parsed.data)}\`` : "";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
