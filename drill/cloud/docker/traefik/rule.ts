import type { IncomingMessage } from "node:http";
import { pathOf } from "../../loadBalancer/conditions";

export type Matches = (request: IncomingMessage) => boolean;

const MATCHER = /^(\w+)\((.*)\)$/;

/** A rule of matchers joined by `&&`. @throws for what the stand-in does not know, by its name */
export function parseRule(rule: string): Matches {
  const matchers = rule.split("&&").map((part) => matcherOf(part.trim()));
  return (request) => matchers.every((matches) => matches(request));
}

function matcherOf(text: string): Matches {
  const [, name = "", args = ""] = MATCHER.exec(text) ?? [];
  const [first = "", second = ""] = [...args.matchAll(/`([^`]*)`/g)].map(([, value]) => value);
  switch (name) {
    case "Header":
      return ({ headers }) => headers[first.toLowerCase()] === second;
    case "Host":
      return ({ headers }) => (headers.host ?? "").replace(/:\d+$/, "") === first.toLowerCase();
    case "Path":
      return (request) => pathOf(request) === first;
    case "PathPrefix":
      return (request) => pathOf(request).startsWith(first);
    default:
      throw new Error(`the stand-in's Traefik does not know the rule ${text}`);
  }
}
