import fc from "fast-check";
import { z } from "zod";

/** What of a JSON Schema is gone by. */
const NODE = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  pattern: z.string().optional(),
  minItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
type Node = z.infer<typeof NODE>;

/** Any text: what is allowed beyond that, a function judges. */
const ANY_TEXT = String.raw`\S`;

/** What follows cannot be drawn by: whoever asks for the values looks at them again. */
const LOOKAHEAD = /\(\?[=!][^)]*\)/g;

/**
 * Values that a schema allows, as far as its JSON Schema tells: numbers within their bounds, flags, texts by their
 * pattern. What a function judges is what it is in `example`.
 */
export function valuesOf(schema: z.ZodType, example: unknown): fc.Arbitrary<unknown> {
  return valuesBy(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), example);
}

function valuesBy(json: unknown, example: unknown): fc.Arbitrary<unknown> {
  const node = NODE.parse(json);
  if (node.const !== undefined) return fc.constant(node.const);
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const byType = node.type === undefined ? undefined : BY_TYPE[node.type];
  return byType?.(node, example) ?? fc.constant(example);
}

const BY_TYPE: Readonly<Record<string, (node: Node, example: unknown) => fc.Arbitrary<unknown>>> = {
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1000, maximum = 1000 }) => fc.integer({ min: minimum, max: maximum }),
  number: ({ minimum = -1000, maximum = 1000 }) =>
    fc.double({ min: minimum, max: maximum, noNaN: true }),
  string: ({ pattern = ANY_TEXT }, example) =>
    pattern === ANY_TEXT && example !== undefined
      ? fc.constant(example)
      : fc.stringMatching(new RegExp(pattern.replaceAll(LOOKAHEAD, "")), { size: "-1" }),
  array: ({ items, minItems = 0 }) =>
    fc.array(valuesBy(items ?? {}, undefined), { minLength: minItems, maxLength: minItems + 3 }),
  object: ({ properties, required = [] }, example) => {
    if (properties === undefined) return fc.constant(example);
    const parts = Object.entries(properties).map(([name, part]) => [
      name,
      valuesBy(part, partOf(example, name)),
    ]);
    return fc.record(Object.fromEntries(parts) as Record<string, fc.Arbitrary<unknown>>, {
      requiredKeys: required,
    });
  },
};

function partOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map(Object.entries(value)).get(name)
    : undefined;
}
