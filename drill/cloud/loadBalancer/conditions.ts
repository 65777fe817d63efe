import type { IncomingMessage } from "node:http";
import type { Condition } from "./api";

export type Matcher = (request: IncomingMessage) => boolean;

/** All conditions must hold, each by any of its values [ELB user guide, rule condition types]. */
export function matcherOf(conditions: Condition[]): Matcher {
  const matchers = conditions.map(one);
  return (request) => matchers.every((matches) => matches(request));
}

function one(condition: Condition): Matcher {
  if (condition.field === "path-pattern") {
    // "Path patterns are case-sensitive", and see the path alone, not the query [ELB user guide, path conditions].
    const patterns = condition.values.map((value) => wildcard(value, ""));
    return (request) => {
      const path = pathOf(request);
      return patterns.some((pattern) => pattern.test(path));
    };
  }
  // "The match evaluation is not case-sensitive" [ELB user guide, HTTP header conditions].
  const name = condition.name.toLowerCase();
  const patterns = condition.values.map((value) => wildcard(value, "i"));
  return (request) => {
    const header = request.headers[name];
    if (header === undefined) return false;
    const values = typeof header === "string" ? [header] : header;
    return values.some((value) => patterns.some((pattern) => pattern.test(value)));
  };
}

export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

/** `*` stands for any number of characters, `?` for exactly one. */
function wildcard(value: string, flags: "" | "i"): RegExp {
  const pattern = value
    .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, `s${flags}`);
}
