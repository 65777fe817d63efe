import { z } from "zod";
import { about, judged, percent, principal, text, wholeNumber } from "./text";

const alarms = z.strictObject({
  emails: z
    .array(z.email({ error: "an address such as ops@example.com" }), { error: "a list" })
    .default([]),
  errorPercent: percent(1).default(5),
  minRequests: wholeNumber("a whole number from 1 to 100000", 1, 100_000).default(20),
  p99Seconds: wholeNumber("a whole number from 1 to 300", 1, 300).default(20),
  restarts: wholeNumber("a whole number from 1 to 100", 1, 100).default(3),
  balancerErrors: wholeNumber("a whole number from 1 to 100000", 1, 100_000).default(10),
  redisMemoryPercent: percent(1).default(70),
  sloPercent: z
    .number({ error: "a number from 90 to 99.99" })
    .min(90, { error: "a number from 90 to 99.99" })
    .max(99.99, { error: "a number from 90 to 99.99" })
    .default(99.9),
  sloDays: wholeNumber("a whole number from 1 to 63", 1, 63).default(30),
});

const BACKEND = "a backend of Pulumi: s3://bucket?region=…&awssdk=v2, or https://api.pulumi.com";

/** Where the stack's state is, and what opens it for whoever rolls back at night. */
const autoRollback = z
  .strictObject({
    backend: judged(BACKEND, (url) => (/^(s3|https):\/\/[^\s/?]+/.test(url) ? undefined : BACKEND)),
    stateKey: text(
      "the ARN of the KMS key of the stack's awskms secrets provider",
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/,
    ).optional(),
    accessToken: text(
      "the ARN of a Secrets Manager secret with an access token of Pulumi Cloud",
      /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
    ).optional(),
  })
  .superRefine(({ backend, stateKey, accessToken }, context) => {
    const [key, value] = backend.startsWith("s3:")
      ? (["stateKey", stateKey] as const)
      : (["accessToken", accessToken] as const);
    if (value !== undefined) return;
    const expected = `what opens the state of ${backend}: see docs/backend.md`;
    context.addIssue({ code: "custom", message: expected, path: [key] });
  });

/** Who is told when traffic should not have moved, and who may move it. */
export const operationSchema = {
  smoke: text("a shell command")
    .optional()
    .meta(
      about(
        "A business check of a new release through its preview header: sign in, a chat, a file. `lobechat release` runs it.",
        "npm run --prefix smoke check",
      ),
    ),
  alarms: alarms.prefault({}).meta(
    about("Who hears of alarms, from what on, and what the users are promised.", {
      emails: ["ops@example.com"],
      errorPercent: 5,
      minRequests: 20,
      p99Seconds: 20,
      restarts: 3,
      balancerErrors: 10,
      redisMemoryPercent: 70,
      sloPercent: 99.9,
      sloDays: 30,
    }),
  ),
  autoRollback: autoRollback.optional().meta(
    about(
      "Goes back by itself when a flip turns out bad: the stack's backend, and what opens it. Without it nobody does.",
      {
        backend: "s3://chat-state?region=eu-central-1&awssdk=v2",
        stateKey: "arn:aws:kms:eu-central-1:123456789012:key/…",
      },
      {
        backend: "https://api.pulumi.com",
        accessToken: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:…",
      },
    ),
  ),
  operators: z
    .strictObject({
      release: z.array(principal(), { error: "a list" }).default([]),
      rollback: z.array(principal(), { error: "a list" }).default([]),
    })
    .prefault({})
    .meta(
      about("Who may take the role that releases, and the one that only moves traffic.", {
        release: ["arn:aws:iam::123456789012:role/ci"],
        rollback: ["arn:aws:iam::123456789012:role/on-call"],
      }),
    ),
} as const;

/** The bucket in the address of a state that S3 keeps. */
export function stateBucketOf(backend: string): string | undefined {
  return backend.startsWith("s3:") ? new URL(backend).hostname : undefined;
}
