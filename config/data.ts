import { z } from "zod";
import { existingOr } from "./either";
import { image } from "./release";
import { judged, text, urlProblem, wholeNumber } from "./text";

/** The Redis that keeps the sign-ins. */
export const sessionStore = z.strictObject({
  nodeType: text("an ElastiCache node type", /^cache\.[a-z0-9]+\.[a-z0-9]+$/).default(
    "cache.t4g.small",
  ),
  replicas: wholeNumber("a whole number from 0 to 5", 0, 5).default(1),
});

const existingFiles = z.strictObject({
  endpoint: judged("an S3 endpoint", urlProblem(["https:"])),
  region: text("a region"),
  bucket: text("the name of a bucket"),
  accessKeyId: text("an access key id"),
  secretAccessKey: text("a secret access key"),
});

export type ExistingFiles = z.infer<typeof existingFiles>;

/** Whether the configuration names a store that is there. */
export function isExistingFiles(files: object): files is ExistingFiles {
  return "bucket" in files;
}

/** The bucket for uploads, with the static keys that LobeHub needs for it. */
export const files = existingOr(existingFiles, z.strictObject({}));

/** A copy of the database before each release. */
export const snapshots = z.strictObject({
  kind: z.enum(["rds", "dump"], { error: "rds or dump" }).optional(),
  awsImage: image,
  clientImage: image.optional(),
  bucket: text("the name of a bucket").optional(),
});

/** What both colours sign and encrypt with. */
export const secrets = z.strictObject({
  authSecret: text("at least 32 characters without a space", /^\S{32,}$/).optional(),
  keyVaultsSecret: judged("32 bytes in base64", (value) =>
    Buffer.from(value, "base64").length === 32 ? undefined : "32 bytes in base64",
  ).optional(),
  jwksKey: judged("an RS256 key set as JSON", jwksProblem).optional(),
});

const keySet = z.object({
  keys: z.array(z.object({ kty: z.literal("RSA"), d: z.string() })).min(1),
});

function jwksProblem(value: string): string | undefined {
  const expected = 'an RS256 key set as JSON, as in {"keys":[{"kty":"RSA","alg":"RS256",…}]}';
  try {
    const parsed: unknown = JSON.parse(value);
    return keySet.safeParse(parsed).success ? undefined : expected;
  } catch {
    return expected;
  }
}
