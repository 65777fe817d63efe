import { z } from "zod";
import { MANAGED } from "./managedGroups";

/**
 * Inputs of Pulumi's aws.wafv2.WebAcl, as far as they are played here. What is not played is refused, so that no
 * drill shows a rule that does nothing.
 */

function inOrder<Thing extends { priority: number }>(things: Thing[]): Thing[] {
  return things.toSorted((one, other) => one.priority - other.priority);
}

const fieldToMatch = z.union([
  z.strictObject({ uriPath: z.strictObject({}) }).transform(() => "path" as const),
  z.strictObject({ method: z.strictObject({}) }).transform(() => "method" as const),
]);

const textTransformations = z
  .array(
    z.strictObject({
      priority: z.number(),
      type: z.enum(["NONE", "URL_DECODE", "NORMALIZE_PATH"]),
    }),
  )
  .transform(inOrder);

const byteMatch = z.strictObject({
  searchString: z.string(),
  positionalConstraint: z.enum(["STARTS_WITH", "EXACTLY"]),
  fieldToMatch,
  textTransformations,
});

const regexMatch = z.strictObject({
  regexString: z.string().transform((pattern) => new RegExp(pattern)),
  ...{ fieldToMatch, textTransformations },
});

const customKey = z.strictObject({
  cookie: z.strictObject({
    name: z.string(),
    textTransformations: z.array(z.strictObject({ priority: z.number(), type: z.literal("NONE") })),
  }),
});

const rateBased = z.strictObject({
  limit: z.number().min(10),
  evaluationWindowSec: z.union([z.literal(60), z.literal(120), z.literal(300), z.literal(600)]),
  aggregateKeyType: z.enum(["IP", "CUSTOM_KEYS"]),
  customKeys: z.array(customKey).default([]),
  get scopeDownStatement() {
    return statement.optional();
  },
});

const managedRuleGroup = z
  .strictObject({
    vendorName: z.literal("AWS"),
    name: z.enum(Object.keys(MANAGED), { error: "a managed rule group that is not played here" }),
    ruleActionOverrides: z
      .array(
        z.strictObject({
          name: z.string(),
          actionToUse: z.strictObject({ count: z.strictObject({}) }),
        }),
      )
      .default([]),
  })
  .transform(({ name, ruleActionOverrides }) => ({
    rules: MANAGED[name] ?? [],
    onlyCount: new Set(ruleActionOverrides.map((override) => override.name)),
  }));

/** Exactly one of these. */
const statement = z.strictObject({
  byteMatchStatement: byteMatch.optional(),
  regexMatchStatement: regexMatch.optional(),
  labelMatchStatement: z.strictObject({ scope: z.literal("LABEL"), key: z.string() }).optional(),
  ipSetReferenceStatement: z.strictObject({ arn: z.string() }).optional(),
  rateBasedStatement: rateBased.optional(),
  managedRuleGroupStatement: managedRuleGroup.optional(),
  get notStatement() {
    return z.strictObject({ statement }).optional();
  },
  get andStatement() {
    return z.strictObject({ statements: z.array(statement) }).optional();
  },
  get orStatement() {
    return z.strictObject({ statements: z.array(statement) }).optional();
  },
});

const block = z.strictObject({
  customResponse: z
    .strictObject({
      responseCode: z.number(),
      customResponseBodyKey: z.string().optional(),
      responseHeaders: z.array(z.strictObject({ name: z.string(), value: z.string() })).default([]),
    })
    .default({ responseCode: 403, responseHeaders: [] }),
});

const action = z.union([
  z.strictObject({ block }).transform(({ block: { customResponse } }) => ({
    type: "block" as const,
    ...customResponse,
  })),
  z.strictObject({ allow: z.strictObject({}) }).transform(() => ({ type: "allow" as const })),
  z.strictObject({ count: z.strictObject({}) }).transform(() => ({ type: "count" as const })),
]);

/** What CloudWatch is to be told of it: nothing is. */
const visibilityConfig = z.unknown().optional();

const rule = z.strictObject({
  name: z.string(),
  priority: z.number(),
  action: action.optional(),
  overrideAction: z.strictObject({ none: z.strictObject({}) }).optional(),
  statement,
  visibilityConfig,
});

export const webAcl = z.strictObject({
  name: z.string(),
  scope: z.literal("REGIONAL"),
  defaultAction: z.strictObject({ allow: z.strictObject({}) }),
  rules: z.array(rule).default([]).transform(inOrder),
  customResponseBodies: z
    .array(z.object({ key: z.string(), contentType: z.string(), content: z.string() }))
    .default([]),
  visibilityConfig,
  tags: z.unknown().optional(),
});

export type WebAcl = z.infer<typeof webAcl>;
export type AclRule = WebAcl["rules"][number];
export type Statement = z.infer<typeof statement>;
export type RateStatement = z.infer<typeof rateBased>;
export type ByteMatch = z.infer<typeof byteMatch>;
export type RegexMatch = z.infer<typeof regexMatch>;
export type ManagedGroup = z.infer<typeof managedRuleGroup>;
