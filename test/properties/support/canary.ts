import { aboutKey, type PlatformSchema } from "../../../config/aboutKey";

/** Stands in every secret of a generated configuration, and so in no message. */
export const CANARY = "cAnArYbIrD";

const PEM_KEY = `-----BEGIN PRIVATE KEY-----\n${CANARY.repeat(5)}\n-----END PRIVATE KEY-----\n`;

/** What a secret has to look like to be right in itself, by the name of its field. */
const SHAPED: Readonly<Record<string, string>> = {
  url: `postgresql://lobechat:${CANARY}@db.internal:5432/lobechat?sslmode=verify-full`,
  authSecret: CANARY.repeat(4),
  // 32 bytes.
  keyVaultsSecret: `${CANARY.repeat(4)}AAA=`,
  jwksKey: JSON.stringify({ keys: [{ kty: "RSA", alg: "RS256", d: CANARY.repeat(4) }] }),
  key: PEM_KEY,
};

/** A configuration key's value with a canary wherever it is secret. */
export function withCanaries(schema: PlatformSchema, key: string, value: unknown): unknown {
  const { secret } = aboutKey(schema, key);
  if (secret === false) return value;
  return planted(value, secret === true ? [[]] : secret.map((field) => field.split(".")));
}

function planted(value: unknown, fields: readonly string[][]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, plantedIn(name, part, fields)]),
  );
}

function plantedIn(name: string, part: unknown, fields: readonly string[][]): unknown {
  const inner = fields.filter(([first]) => first === undefined || first === name);
  if (inner.length === 0) return part;
  if (typeof part === "string") return SHAPED[name] ?? `key-${CANARY.repeat(3)}`;
  return planted(
    part,
    inner.map((path) => path.slice(1)),
  );
}
