import fc from "fast-check";

/** One step of a hand that slips, somewhere in a value. Which place it means is a number, modulo how many there are. */
export type Edit = { place: number } & (
  | { does: "remove" }
  | { does: "put"; value: unknown }
  | { does: "rename"; to: string }
  | { does: "add"; name: string; value: unknown }
  | { does: "type"; at: number; text: string }
);

const ODD_NAMES = [
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "", " ", "a.b", "a b", "[0]", "0"],
  ...['say "hi"', "it's", "back\\slash", "ключ", "line\nbreak", "\u001B[31mred", "x".repeat(5000)],
  ...["url", "name", "tls", "latest", "release", "env", "relase", "Blue"],
];

const ODD_TEXTS = [
  ...["", " ", "latest", "null", "true", "0", "{", "[]", '"', "'", "\u0000", "\uD800", "\u001B[2J"],
  ...["-1", "1e999", "${HOME}", "$(id)", "`id`", "../..", "https://", "postgres://", "%", "a@b"],
  ...["0.0.0.0/0", "10.0.0.0/33", "999.0.0.1/8", "*", ">=2 <1", "^", "2.1", "v2.1.26", "2.1.26+x"],
  ...["s3://", "s3://?", "https:// /", "postgresql://[::1", "postgresql://u:p@h/d?sslmode=%zz"],
  ...["a.".repeat(5000), `-----BEGIN CERTIFICATE-----\n${"\n".repeat(5000)}`, "a-".repeat(5000)],
  ...["x".repeat(100_000), `arn:aws:iam::123456789012:role/${"/".repeat(5000)}`, "line\nbreak"],
];

/** Deeper than anything that one would write. */
const DEEP: unknown = Array.from({ length: 500 }).reduce<unknown>((inner) => [inner], 0);

const oddName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_NAMES) },
  fc.string({ unit: "binary", size: "-1" }),
);

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -0, -1, 1, 1.5, 2, 101, 1e21, Number.MAX_SAFE_INTEGER],
      ...[[], {}, [[]], [null], { a: {} }, DEEP],
    ),
  },
  fc.string({ unit: "binary", size: "-1" }),
  fc.jsonValue({ maxDepth: 2 }),
);

const place = fc.nat(10_000);

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ does: fc.constant("remove" as const), place }),
  fc.record({ does: fc.constant("put" as const), place, value: oddValue }),
  fc.record({ does: fc.constant("rename" as const), place, to: oddName }),
  fc.record({ does: fc.constant("add" as const), place, name: oddName, value: oddValue }),
  fc.record({
    ...{ does: fc.constant("type" as const), place, at: fc.nat(200) },
    text: fc.string({ unit: "binary", maxLength: 2 }),
  }),
);

/** The value after the edit; undefined where nothing is left. */
export function edited(value: unknown, edit: Edit): unknown {
  const places = placesIn(value);
  return changedAt(value, places[edit.place % places.length] ?? [], edit);
}

function placesIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    placesIn(part).map((path) => [name, ...path]),
  );
  return [[], ...inner];
}

function changedAt(value: unknown, [step, ...rest]: readonly string[], edit: Edit): unknown {
  if (step === undefined) return changedHere(value, edit);
  const parts = partsOf(value).flatMap(([name, part]): [string, unknown][] => {
    if (name !== step) return [[name, part]];
    if (edit.does === "rename" && rest.length === 0) return [[edit.to, part]];
    const changed = changedAt(part, rest, edit);
    return changed === undefined ? [] : [[name, changed]];
  });
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

function changedHere(value: unknown, edit: Edit): unknown {
  if (edit.does === "remove") return undefined;
  if (edit.does === "put") return edit.value;
  if (edit.does === "rename") return { [edit.to]: value };
  if (edit.does === "type") return typedInto(value, edit);
  if (Array.isArray(value)) return [...(value as unknown[]), edit.value];
  return Object.fromEntries([...partsOf(value), [edit.name, edit.value]]);
}

function typedInto(value: unknown, { at, text }: { at: number; text: string }): unknown {
  if (typeof value === "number") return value + at - 100;
  if (typeof value !== "string") return value;
  const start = at % (value.length + 1);
  // Of an empty text, a letter is taken out.
  return value.slice(0, start) + text + value.slice(text === "" ? start + 1 : start);
}

function partsOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
