import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { AS_READ } from "./firewallPaths";
import { counted } from "./firewallVisibility";
import { MANAGED_GROUPS, type ManagedGroup } from "./writtenContent";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;
type RateStatement = aws.types.input.wafv2.WebAclRuleStatementRateBasedStatement;

/** What one may do within a minute. */
export interface RateLimits {
  /** Requests of one session. */
  requestsPerMinute: number;
  /** Requests of one address, which a whole office may share. */
  addressRequestsPerMinute: number;
  /** Attempts to sign in, or up, of one address. */
  signInsPerMinute: number;
}

/** As better-auth calls it where APP_URL is HTTPS. */
const SESSION_COOKIE = "__Secure-better-auth.session_token";
const WINDOW_SECONDS = 60;

/** Priorities leave room for a rule of one's own between two families. */
const FIRST = { rate: 10, managed: 20 } as const;

/** A rule for the addresses of a set. */
export function listRule(
  name: string,
  arn: pulumi.Input<string>,
  rule: Required<Pick<Rule, "priority" | "action">>,
): Rule {
  return {
    ...rule,
    name,
    statement: { ipSetReferenceStatement: { arn } },
    visibilityConfig: counted(name),
  };
}

/**
 * Who asks too often gets 429 with a body of our own. A request without the session's cookie is in no session and
 * counts for its address alone; one with an invented cookie counts for its address too. Hashed files count nowhere:
 * one page loads hundreds of them, and a small proxy answers.
 *
 * @param body key of the custom response body
 */
export function rateRules(limits: RateLimits, body: string): Rule[] {
  const rates: Record<string, Omit<RateStatement, "evaluationWindowSec">> = {
    "sign-ins": {
      limit: limits.signInsPerMinute,
      aggregateKeyType: "IP",
      scopeDownStatement: SIGN_IN,
    },
    "requests-of-session": {
      limit: limits.requestsPerMinute,
      aggregateKeyType: "CUSTOM_KEYS",
      customKeys: [
        {
          cookie: {
            name: SESSION_COOKIE,
            textTransformations: [{ priority: 0, type: "NONE" }],
          },
        },
      ],
      scopeDownStatement: NO_FILE,
    },
    "requests-of-address": {
      limit: limits.addressRequestsPerMinute,
      aggregateKeyType: "IP",
      scopeDownStatement: NO_FILE,
    },
  };
  return Object.entries(rates).map(([name, rate], at) => ({
    name,
    priority: FIRST.rate + at,
    action: tooMany(body),
    statement: { rateBasedStatement: { ...rate, evaluationWindowSec: WINDOW_SECONDS } },
    visibilityConfig: counted(name),
  }));
}

/** AWS' own rule sets. What they find in what people write is only counted: see contentElsewhere. */
export function managedRules(): Rule[] {
  return MANAGED_GROUPS.map((group, at) => ({
    name: group.is,
    priority: FIRST.managed + at,
    // The sets' own actions.
    overrideAction: { none: {} },
    statement: managedStatement(group),
    visibilityConfig: counted(group.is),
  }));
}

function managedStatement({ name, written }: ManagedGroup): Statement {
  return {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: written.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  };
}

function tooMany(body: string): NonNullable<Rule["action"]> {
  return {
    block: {
      customResponse: {
        responseCode: 429,
        customResponseBodyKey: body,
        responseHeaders: [{ name: "retry-after", value: String(WINDOW_SECONDS) }],
      },
    },
  };
}

function pathBegins(searchString: string): Statement {
  return {
    byteMatchStatement: {
      searchString,
      positionalConstraint: "STARTS_WITH",
      fieldToMatch: { uriPath: {} },
      textTransformations: AS_READ,
    },
  };
}

const NO_FILE: Statement = { notStatement: { statement: pathBegins("/_next/static/") } };

/** What reads a session is GET, and is asked at every page. */
const SIGN_IN: Statement = {
  andStatement: {
    statements: [
      pathBegins("/api/auth/"),
      {
        byteMatchStatement: {
          searchString: "POST",
          positionalConstraint: "EXACTLY",
          fieldToMatch: { method: {} },
          textTransformations: [{ priority: 0, type: "NONE" }],
        },
      },
    ],
  },
};
