import type { BlockList } from "node:net";
import type { Asked } from "./asked";
import { Rates } from "./rates";
import { holds, type Look } from "./statements";
import type { AclRule, WebAcl } from "./webAcl";

/** What the firewall answers instead of the app. */
export interface Refusal {
  /** Of the rule that refused. */
  rule: string;
  status: number;
  contentType: string;
  body: string;
  headers: Record<string, string>;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  APPLICATION_JSON: "application/json",
  TEXT_HTML: "text/html",
  TEXT_PLAIN: "text/plain",
};

/** Stand-in of AWS WAF: what stands before the load balancers. */
export class Firewalls {
  readonly acls = new Map<string, WebAcl>();
  readonly ipSets = new Map<string, BlockList>();
  /** ARN of the web ACL, by the ARN of the load balancer that it stands before. */
  readonly associations = new Map<string, string>();
  /** How many requests each rule has refused. */
  readonly refused = new Map<string, number>();
  readonly #rates: Rates;

  /** @param now milliseconds */
  constructor(now: () => number = Date.now) {
    this.#rates = new Rates(now);
  }

  /** Whether anything stands before the load balancer. */
  guards(balancerArn: string): boolean {
    return this.associations.has(balancerArn);
  }

  /** @returns undefined where the request may pass */
  refusalOf(balancerArn: string, asked: Asked): Refusal | undefined {
    const acl = this.acls.get(this.associations.get(balancerArn) ?? "");
    if (acl === undefined) return undefined;
    const labels = new Set<string>();
    for (const rule of acl.rules) {
      const look = this.#look(rule, asked, labels);
      if (!holds(rule.statement, look)) continue;
      if (rule.action?.type === "allow") return undefined;
      if (rule.action?.type === "count") continue;
      this.refused.set(rule.name, (this.refused.get(rule.name) ?? 0) + 1);
      return refusal(acl, rule);
    }
    return undefined;
  }

  #look({ name }: AclRule, asked: Asked, labels: Set<string>): Look {
    const ipSet = (arn: string) => this.ipSets.get(arn);
    return { rule: name, asked, labels, rates: this.#rates, ipSet };
  }
}

function refusal({ customResponseBodies }: WebAcl, { name, action }: AclRule): Refusal {
  const plain = { rule: name, status: 403, contentType: "text/html", body: "", headers: {} };
  // A managed rule group has no action of its own; its rules' is to block.
  if (action?.type !== "block") return plain;
  const { responseCode, customResponseBodyKey, responseHeaders } = action;
  const custom = customResponseBodies.find(({ key }) => key === customResponseBodyKey);
  return {
    ...plain,
    status: responseCode,
    headers: Object.fromEntries(responseHeaders.map((header) => [header.name, header.value])),
    ...(custom === undefined
      ? {}
      : { contentType: CONTENT_TYPES[custom.contentType] ?? "", body: custom.content }),
  };
}
