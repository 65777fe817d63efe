import { z } from "zod";

/** The keys of a platform, by name, each with what it says of itself. */
export type PlatformSchema = Readonly<Record<string, z.ZodType>>;

interface AboutKey {
  description: string;
  example: unknown;
  /** An example of what is there already, where `example` is of what to make. */
  existing: unknown;
  /** Whether all of it is secret, or the fields of it that are: `url`, or `tls.key` further in. */
  secret: boolean | string[];
}

const SECRECY = z.union([z.boolean(), z.array(z.string())]);

/** The description, example and secrecy of a key, as the README's table shows them. */
export function aboutKey(schema: PlatformSchema, key: string): AboutKey {
  const meta = schema[key]?.meta();
  return {
    description: meta?.description ?? "",
    example: meta?.["example"],
    existing: meta?.["existing"],
    secret: SECRECY.parse(meta?.["secret"] ?? false),
  };
}
