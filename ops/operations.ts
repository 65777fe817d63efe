import type { OutputMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { COLORS } from "../config/color";
import { Refusal } from "./refusal";

/** One of each for blue and green. */
function both<T extends z.ZodType>(schema: T) {
  return z.object({ blue: schema, green: schema });
}

/** The stack's output `operations`: what whoever moves its traffic has to know of it. */
const operations = z.object({
  region: z.string(),
  domain: z.string(),
  /** The load balancer's own name. */
  host: z.string(),
  /** The HTTPS listener's. */
  port: z.number(),
  trafficRuleArn: z.string(),
  /** ARNs. */
  targetGroups: both(z.string()),
  /** Dimensions of AWS/ApplicationELB. */
  metrics: z.object({ loadBalancer: z.string(), targetGroups: both(z.string()) }),
  /** Names of the composite alarms. */
  alarms: both(z.string()),
  /** ARN of the SNS topic. */
  topic: z.string(),
  dashboard: z.string(),
  capacity: both(z.object({ min: z.number(), max: z.number() })),
  /** The release that a rollback fled from. */
  refused: z.string().nullable(),
  maintenance: z.boolean(),
  flipGuard: z.enum(["enforce", "warn", "off"]),
  flipLimits: z.object({
    warnBelowPercent: z.number(),
    refuseBelowPercent: z.number(),
    answers: z.number(),
    bakeMinutes: z.number(),
  }),
  bundleBucket: z.string().nullable(),
  /** Where dumps of the database are. */
  dumpBucket: z.string().nullable().default(null),
  /** RDS instances that the program made. */
  databaseInstances: z.array(z.string()).default([]),
  /** What was restored beside the live database. */
  restore: z
    .object({
      /** Key of a dump, or identifier of an RDS snapshot. */
      snapshot: z.string(),
      database: z.string(),
      /** Whether users are served from it. */
      serving: z.boolean(),
      /** The snapshot that they are served from until then. */
      serves: z.string().nullable(),
      /** RDS snapshots whose instances stay. */
      kept: z.array(z.string()).default([]),
    })
    .nullable()
    .default(null),
  /** A shell command that checks a release as a user would. */
  smoke: z.string().nullable(),
});

export type Operations = z.infer<typeof operations>;

/** What else the commands read of a stack's outputs. */
const deployed = z.object({
  url: z.string(),
  activeColor: z.enum(COLORS),
  weights: both(z.number()),
  releases: both(z.object({ name: z.string(), version: z.string(), digest: z.string() })),
  /** URN for `pulumi up --target`. */
  trafficRule: z.string(),
  previewHeader: z.string(),
  previewTokens: both(z.string()),
  longestReleaseSeconds: z.number(),
});

export type Deployed = z.infer<typeof deployed>;

/** @throws Refusal when the stack has told nothing of the kind yet */
export function operationsOf(outputs: OutputMap): Operations {
  if (Object.keys(outputs).length === 0)
    throw new Refusal("Nothing is deployed here yet: the first update is `pulumi up`.");
  if (outputs["operations"] === undefined && outputs["trafficRule"] !== undefined)
    throw new Refusal(
      "The commands are for stacks on AWS. On Docker: `pulumi config set activeColor <color> && pulumi up` flips and rolls back, with the same guard.",
    );
  return parsed(operations, outputs["operations"]?.value);
}

/** Who serves and what runs, as it was deployed. @throws Refusal when the stack has told nothing of the kind yet */
export function deployedOf(outputs: OutputMap): Deployed {
  return parsed(
    deployed,
    Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, value as unknown]),
    ),
  );
}

function parsed<T>(schema: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const missing = error.issues.map(({ path }) => path.join(".")).find((path) => path !== "");
  throw new Refusal(
    `The stack does not tell what the commands need${missing === undefined ? "" : ` (${missing})`}: run \`pulumi up\` once with this version of the program.`,
  );
}
