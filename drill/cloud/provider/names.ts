import { randomInt } from "node:crypto";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { hex } from "./account";
import { isObject, open, withComputed, type Properties } from "./envelope";

/** Set by the provider on what it named itself, as the real one does. */
const AUTONAMED = "pulumi.com/autonamed";

/** As the aws provider names what has no name: `<name>-<7 hex digits>`, kept as long as the resource is. */
export function nameInAws(
  property: string,
  name: string,
  news: Properties,
  olds: Properties,
): Properties {
  if (news[property] !== undefined) return news;
  return { ...news, [property]: olds[property] ?? `${name}-${hex(7)}` };
}

/** As the kubernetes provider names what has no `metadata.name`: `<name>-<8 letters and digits>`. */
export function nameInKubernetes(name: string, news: Properties, olds: Properties): Properties {
  const metadata = open(news["metadata"] ?? {});
  if (metadata === unknownValue || !isObject(metadata)) return news;
  if (metadata["name"] !== undefined) return news;
  const old = open(olds["metadata"]);
  const oldName = isObject(old) ? old["name"] : undefined;
  const named = {
    name: typeof oldName === "string" ? oldName : `${name}-${letters(8)}`,
    annotations: { [AUTONAMED]: "true" },
  };
  return { ...news, metadata: withComputed(news["metadata"] ?? {}, named) };
}

/** An object with a name of its own stands in the way of its successor. */
export function hasGivenName({ metadata }: Properties): boolean {
  const annotations = isObject(metadata) ? metadata["annotations"] : undefined;
  return !(isObject(annotations) && annotations[AUTONAMED] === "true");
}

function letters(count: number): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
