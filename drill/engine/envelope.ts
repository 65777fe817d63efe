import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Properties = Record<string, Json>;

/** What a secret is wrapped in on the wire and in a state; `ciphertext` takes the value's place on disk. */
export interface SecretEnvelope extends Properties {
  value: Json;
}

export function isObject(value: Json | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: Json | undefined): value is SecretEnvelope {
  return isObject(value) && value[specialSigKey] === specialSecretSig && "value" in value;
}

export function isSealed(value: Json): value is Properties & { ciphertext: string } {
  return (
    isObject(value) &&
    value[specialSigKey] === specialSecretSig &&
    typeof value["ciphertext"] === "string"
  );
}

export function secret(value: Json): Json {
  return isSecret(value) ? value : { [specialSigKey]: specialSecretSig, value };
}

export function sealed(ciphertext: string): Json {
  return { [specialSigKey]: specialSecretSig, ciphertext };
}

/** A copy of `value` in which `replace` has had its say about every part, from the outside in. */
export function mapParts(value: Json, replace: (part: Json) => Json | undefined): Json {
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((item) => mapParts(item, replace));
  if (isObject(value)) return mapProperties(value, replace);
  return value;
}

export function mapProperties(
  properties: Properties,
  replace: (part: Json) => Json | undefined,
): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, item]) => [key, mapParts(item, replace)]),
  );
}

/** The plain value, all envelopes opened. */
export function withoutEnvelopes(value: Json): Json {
  return mapParts(value, (part) => (isSecret(part) ? withoutEnvelopes(part.value) : undefined));
}

/** What may be shown: in every secret's envelope stands "[secret]", as the CLI sends it. */
export function masked(properties: Properties): Properties {
  return mapProperties(properties, (part) => (isSecret(part) ? sealed("[secret]") : undefined));
}

export function containsSecret(value: Json): boolean {
  return contains(value, isSecret);
}

export function containsUnknown(value: Json): boolean {
  return contains(value, (part) => part === unknownValue);
}

function contains(value: Json, test: (part: Json) => boolean): boolean {
  if (test(value)) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((item) => contains(item, test));
}
