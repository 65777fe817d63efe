import { z } from "zod";

/** What AWS narrows to no resource [service authorization reference], and why somebody may it. */
const ON_EVERYTHING: Readonly<Record<string, string>> = {
  "elasticloadbalancing:DescribeRules": "looks at the traffic rule",
  "elasticloadbalancing:DescribeTags": "reads which release a rollback fled from",
  "elasticloadbalancing:DescribeTargetHealth": "the guard's first evidence",
  "cloudwatch:DescribeAlarms": "a composite alarm is only found when all may be described",
  "cloudwatch:DescribeAlarmHistory": "tells the night when an alarm began",
  "cloudwatch:GetMetricData": "a metric has no ARN",
  "cloudwatch:PutMetricData": "a metric has no ARN; its namespace is a condition",
  "ecr:GetAuthorizationToken": "a login is to the whole registry",
};

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const DOCUMENT = z.object({
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(["Allow", "Deny"]),
      Principal: z.unknown().optional(),
      Action: many,
      Resource: many.default([]),
      Condition: z.unknown().optional(),
    }),
  ),
});

interface Resource {
  urn: string;
  inputs: Record<string, unknown>;
}

/**
 * Every policy document in any input of any resource, and what it allows that is wider than it has to be.
 * @returns how many documents there are, and a line for each problem
 */
export function wildcardsIn(resources: readonly Resource[]) {
  const documents = resources.flatMap(({ urn, inputs }) =>
    Object.values(inputs)
      .flatMap(documentIn)
      .map((document) => ({ urn, document })),
  );
  const problems = documents.flatMap(({ urn, document }) =>
    document.Statement.filter(({ Effect }) => Effect === "Allow").flatMap((statement) =>
      [...wideActions(statement), ...wideResources(statement)].map((what) => `${urn}: ${what}`),
    ),
  );
  return { documents: documents.length, problems };
}

/** @throws where a statement is written in another way than by actions and resources */
function documentIn(input: unknown): z.infer<typeof DOCUMENT>[] {
  if (typeof input !== "string" || !input.includes('"Statement"')) return [];
  return [DOCUMENT.parse(JSON.parse(input))];
}

type Statement = z.infer<typeof DOCUMENT>["Statement"][number];

function wideActions({ Action }: Statement): string[] {
  return Action.filter((action) => action.includes("*"));
}

function wideResources({ Action, Resource }: Statement): string[] {
  if (!Resource.includes("*")) return [];
  return Action.filter((action) => !(action in ON_EVERYTHING)).map((action) => `${action} on *`);
}
