import type { ConfigMap, OutputMap } from "@pulumi/pulumi/automation";
import { z } from "zod";
import type { NamedSecret } from "../../cloud/cloud";

/** Fields of a secret configuration value, and of a key in it, that only say where or what something is. */
const IN_THE_OPEN = [
  ...["name", "podSecurityGroupId", "endpoint", "region", "bucket", "accessKeyId"],
  ...["ca", "domain", "certificate"],
  ...["kty", "alg", "use", "kid", "e", "n"],
];

/** Variables of a container that stand in one secret list with what is one. */
const OPEN_VARIABLE = /^(?:FOLDER|STATUS_URL|FILE|ROUTER)=/;

/** Whether a value is secret for its neighbor's sake alone. */
export function isInTheOpen({ value }: NamedSecret): boolean {
  return OPEN_VARIABLE.test(value);
}

/** Every secret value of a configuration: each as a whole, and each of its parts. */
export function secretsOfConfig(config: ConfigMap): NamedSecret[] {
  return Object.entries(config)
    .filter(([, { secret }]) => secret === true)
    .flatMap(([name, { value }]) => [{ name, value }, ...partsOf(name, value)]);
}

/** Every secret output of a stack. What is made of several secrets is one. */
export function secretsOfOutputs(outputs: OutputMap): NamedSecret[] {
  return Object.entries(outputs)
    .filter(([, { secret }]) => secret)
    .flatMap(([name, { value }]) => textsIn(`output ${name}`, value));
}

function partsOf(name: string, text: string): NamedSecret[] {
  const content = parsed(text);
  if (content !== undefined)
    return textsIn(name, content).flatMap((part) => [part, ...within(part)]);
  return within({ name, value: text });
}

/** The secret parts of what is more than one thing: the password of a URL, the private numbers of a key set. */
export function within({ name, value }: NamedSecret): NamedSecret[] {
  const keySet = parsed(value);
  if (keySet !== undefined) return textsIn(name, keySet);
  if (!URL.canParse(value)) return [];
  const { password } = new URL(value);
  return [{ name: `${name} (its password)`, value: decodeURIComponent(password) }];
}

function textsIn(name: string, value: unknown): NamedSecret[] {
  if (typeof value === "string") return [{ name, value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .filter(([key]) => !IN_THE_OPEN.includes(key))
    .flatMap(([key, part]) => textsIn(`${name}.${key}`, part));
}

const STRUCTURE = z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]);

function parsed(text: string): z.infer<typeof STRUCTURE> | undefined {
  try {
    return STRUCTURE.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
