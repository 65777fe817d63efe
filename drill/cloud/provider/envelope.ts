import {
  specialOutputValueSig,
  specialSecretSig,
  specialSigKey,
  unknownValue,
} from "@pulumi/pulumi/runtime/rpc";

export type Properties = Record<string, unknown>;

export function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isSecret(value: unknown): value is Properties {
  return isObject(value) && value[specialSigKey] === specialSecretSig;
}

/** Marks a value, so that the engine keeps it encrypted. */
export function secret(value: unknown): Properties {
  return { [specialSigKey]: specialSecretSig, value };
}

/** The plain value: every envelope opened. What is not known yet stays Pulumi's own word for it. */
export function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (!isObject(value)) return value;
  if (isSecret(value)) return open(value["value"]);
  if (value[specialSigKey] === specialOutputValueSig) {
    return "value" in value ? open(value["value"]) : unknownValue;
  }
  return openProperties(value);
}

export function openProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, open(item)]));
}

/**
 * Outputs are the inputs with their envelopes intact, and what the cloud computed on top. A computed part of
 * a secret is a secret too.
 */
export function withComputed(inputs: unknown, computed: unknown): unknown {
  if (isSecret(inputs)) return secret(withComputed(inputs["value"], open(computed)));
  if (!isObject(inputs) || !isObject(computed) || specialSigKey in computed) return computed;
  const merged: Properties = { ...inputs };
  for (const [key, value] of Object.entries(computed)) {
    merged[key] = key in inputs ? withComputed(inputs[key], value) : value;
  }
  return merged;
}
