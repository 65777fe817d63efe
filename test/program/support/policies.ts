import { z } from "zod";

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const STATEMENT = z.strictObject({
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.union([z.string(), z.record(z.string(), many)]).optional(),
  Action: many,
  Resource: many.optional(),
  Condition: z.unknown().optional(),
});
const DOCUMENT = z.strictObject({
  Version: z.literal("2012-10-17"),
  Statement: z.array(STATEMENT),
});

/** The inputs that are a policy, by the type of their resource. */
const POLICIES: Readonly<Record<string, string>> = {
  "aws:iam/role:Role": "assumeRolePolicy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:kms/key:Key": "policy",
};

interface Resource {
  urn: string;
  type: string;
  id?: string | undefined;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

/** Every policy of a stack, by the kind and name of what has it: a line per statement. */
export function policiesOf(resources: readonly Resource[]): Record<string, string[]> {
  const named = resources.flatMap(({ type, urn, inputs }) => {
    const policy = inputs[POLICIES[type] ?? ""];
    if (typeof policy !== "string") return [];
    const { Statement } = DOCUMENT.parse(JSON.parse(policy));
    const name = `${lastOf(type, ":")} ${lastOf(urn, "::")}`;
    return [[name, Statement.map((statement) => textOf(statement, resources))] as const];
  });
  return Object.fromEntries(named);
}

function textOf(
  { Effect, Principal, Action, Resource, Condition }: z.infer<typeof STATEMENT>,
  resources: readonly Resource[],
): string {
  const who =
    typeof Principal === "object" ? Object.values(Principal).flat().join(", ") : Principal;
  const on = Resource?.map((arn) => nameIn(arn, resources)).join(", ");
  return [
    Effect,
    ...(who === undefined ? [] : [who]),
    Action.join(", "),
    ...(on === undefined ? [] : [`on ${on}`]),
    ...(Condition === undefined ? [] : [`if ${JSON.stringify(Condition)}`]),
  ].join(" ");
}

/** An ARN of the stack's own, by the resource that it is of: the rest of it is made up anew in each run. */
function nameIn(arn: string, resources: readonly Resource[]): string {
  for (const { type, urn, id = "", outputs } of resources) {
    for (const own of [outputs["arn"], `arn:aws:s3:::${id}`]) {
      if (typeof own === "string" && (arn === own || arn.startsWith(`${own}/`)))
        return `<${lastOf(type, ":")} ${lastOf(urn, "::")}>${arn.slice(own.length)}`;
    }
  }
  return arn;
}

/** The last part of a path, an ARN or a URN. */
export function lastOf(text: string, separator = "/"): string {
  return text.split(separator).at(-1) ?? text;
}
