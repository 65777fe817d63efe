import { generateKeyPairSync, randomBytes } from "node:crypto";

/** A text that stands nowhere by chance. */
export function canary(): string {
  return randomBytes(24).toString("hex");
}

export function keyVaultsSecret(): string {
  return randomBytes(32).toString("base64");
}

export function jwksKey(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256" }] });
}
