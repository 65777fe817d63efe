import type * as aws from "@pulumi/aws";
import { AS_READ } from "./firewallPaths";
import { counted } from "./firewallVisibility";

/** One of AWS' managed rule groups. */
export interface ManagedGroup {
  /** What our rule for it is called. */
  is: string;
  /** What AWS calls it. */
  name: string;
  /** The last part of the namespace of its labels. */
  labels: string;
  /** Those of its rules that look at what people write, and are right to find code there. */
  written: readonly string[];
}

/**
 * In the order in which they look. Chats contain code, and tRPC carries its input in the query as well. What finds an
 * attack on React's own servers stays as it is: LobeHub is one.
 */
export const MANAGED_GROUPS: readonly ManagedGroup[] = [
  {
    is: "reputation",
    name: "AWSManagedRulesAmazonIpReputationList",
    labels: "amazon-ip-list",
    written: [],
  },
  {
    is: "known-bad-inputs",
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    labels: "known-bad-inputs",
    written: [
      "JavaDeserializationRCE_BODY",
      "JavaDeserializationRCE_QUERYSTRING",
      "Log4JRCE_BODY",
      "Log4JRCE_QUERYSTRING",
    ],
  },
  {
    is: "common",
    name: "AWSManagedRulesCommonRuleSet",
    labels: "core-rule-set",
    written: [
      "SizeRestrictions_BODY",
      "SizeRestrictions_QUERYSTRING",
      "EC2MetaDataSSRF_BODY",
      "EC2MetaDataSSRF_QUERYARGUMENTS",
      "GenericLFI_BODY",
      "GenericLFI_QUERYARGUMENTS",
      "GenericRFI_BODY",
      "GenericRFI_QUERYARGUMENTS",
      "RestrictedExtensions_QUERYARGUMENTS",
      "CrossSiteScripting_BODY",
      "CrossSiteScripting_QUERYARGUMENTS",
    ],
  },
  {
    is: "sql-injection",
    name: "AWSManagedRulesSQLiRuleSet",
    labels: "sql-database",
    written: [
      "SQLi_BODY",
      "SQLi_QUERYARGUMENTS",
      "SQLiExtendedPatterns_BODY",
      "SQLiExtendedPatterns_QUERYARGUMENTS",
    ],
  },
];

/** Where people write: chats, and what the app stores of them. */
const WHERE_PEOPLE_WRITE = "^/(webapi|trpc|api)/";

/** The groups only count what their rules find in content; everywhere but where people write this one refuses it. */
export function contentElsewhere(): aws.types.input.wafv2.WebAclRule {
  const name = "content-elsewhere";
  const labels = MANAGED_GROUPS.flatMap(({ labels: namespace, written }) =>
    written.map((rule) => `awswaf:managed:aws:${namespace}:${labelOf(rule)}`),
  );
  return {
    name,
    priority: 30,
    action: { block: {} },
    statement: {
      andStatement: {
        statements: [
          {
            orStatement: {
              statements: labels.map((key) => ({ labelMatchStatement: { scope: "LABEL", key } })),
            },
          },
          {
            notStatement: {
              statement: {
                regexMatchStatement: {
                  regexString: WHERE_PEOPLE_WRITE,
                  fieldToMatch: { uriPath: {} },
                  textTransformations: AS_READ,
                },
              },
            },
          },
        ],
      },
    },
    visibilityConfig: counted(name),
  };
}

/** A rule's label is its name, with the part that it looks at in another spelling. */
function labelOf(rule: string): string {
  const parts = { BODY: "Body", QUERYSTRING: "QueryString", QUERYARGUMENTS: "QueryArguments" };
  return Object.entries(parts).reduce(
    (label, [capitals, part]) => label.replace(new RegExp(`_${capitals}$`), `_${part}`),
    rule,
  );
}
