import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";

/** What an engine may leave out, or write, without a difference that anyone could act on. */
const EMPTY: readonly unknown[] = [undefined, null, false, "", 0];

function isEmpty(value: unknown): boolean {
  if (EMPTY.includes(value)) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** No two runs have these in common. */
const VOLATILE = ["timestamp", "sequence", "created", "modified", "durationSeconds"];
/** docs/fidelity.md says of each why the embedded engine has it not, or not so. */
const NOT_COMPARED = ["sourcePosition", "stackTrace", "maybeCorrupt", "status", "steps"];
const LEFT_OUT = new Set([...VOLATILE, ...NOT_COMPARED]);

const LOOKS: readonly [RegExp, string][] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>"],
  [/\bthing-\d+\b/g, "<id>"],
  [/\b127\.0\.0\.1:\d+/g, "<address>"],
  [/\bpid \d+/g, "<pid>"],
  // What to do about a pending operation: the CLI names commands of its own.
  [/(?<=These resources are in an unknown state)[^]*/, ""],
  [/\/[\w.-]+(\/[\w.@-]+)+(:\d+:\d+)?/g, "<path>"],
];

/**
 * The value as two runs should have it: without what is empty or no two have in common, and its keys in order.
 * Of a secret in a state is left that it is one.
 */
export function normal(value: unknown): unknown {
  if (typeof value === "string") {
    return LOOKS.reduce((text, [look, name]) => text.replace(look, name), value.trimEnd());
  }
  if (Array.isArray(value)) return value.map(normal);
  if (typeof value !== "object" || value === null) return value;
  if (isStoredSecret(value)) return "a secret";
  const kept = Object.entries(value)
    .filter(([key, part]) => !LEFT_OUT.has(key) && !(key === "id" && part === unknownValue))
    .map(([key, part]): [string, unknown] => [key, normal(part)])
    .filter(([, part]) => !isEmpty(part))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(kept);
}

/** The CLI exports a stack's secrets in the clear, the embedded engine as they lie on disk. */
function isStoredSecret(value: object): boolean {
  const entries = new Map(Object.entries(value));
  if (entries.get(specialSigKey) !== specialSecretSig) return false;
  return entries.has("plaintext") || entries.get("ciphertext") !== "[secret]";
}
