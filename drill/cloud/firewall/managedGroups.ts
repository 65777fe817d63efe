import type { Asked } from "./asked";
import { decoded, INSPECTED_BYTES } from "./asked";

/** One rule of a managed rule group, which blocks unless it is overridden. */
interface ManagedRule {
  name: string;
  label: string;
  finds: (asked: Asked) => boolean;
}

const SCRIPT = /<script\b|<[a-z]+[^>]*\son\w+\s*=|javascript:/i;
const SQL = /\bunion\s+(all\s+)?select\b|\bor\s+1\s*=\s*1\b|;\s*drop\s+table\b|'\s*or\s*'/i;
const FILES = /\.\.\/|\/etc\/passwd/;
const REMOTE = /=\s*(https?|ftp):\/\/\d+\.\d+\.\d+\.\d+/i;
const METADATA = /169\.254\.169\.254/;
const LOOKUP = /\$\{jndi:/i;

/** The same pattern in each place that a rule set looks for it, by the ending of the rule's name. */
function wherever(
  namespace: string,
  rule: string,
  pattern: RegExp,
  places: readonly Place[],
): ManagedRule[] {
  return places.map((place) => ({
    name: `${rule}_${place.name}`,
    label: `awswaf:managed:aws:${namespace}:${rule}_${place.label}`,
    finds: (asked) => pattern.test(place.text(asked)),
  }));
}

interface Place {
  name: string;
  label: string;
  text: (asked: Asked) => string;
}

const BODY: Place = {
  name: "BODY",
  label: "Body",
  text: ({ body }) => body,
};
const QUERY: Place = {
  name: "QUERYARGUMENTS",
  label: "QueryArguments",
  text: ({ query }) => query,
};
const QUERY_STRING: Place = { name: "QUERYSTRING", label: "QueryString", text: QUERY.text };
const PATH: Place = { name: "URIPATH", label: "URIPath", text: ({ path }) => decoded(path) };

const COMMON = "core-rule-set";
const CONTENT = [BODY, QUERY] as const;

/**
 * The managed rule groups of AWS, by name, with rough patterns: which of their rules finds something is AWS' own
 * knowledge, and here only what nobody would miss. Names, labels and sizes are AWS'.
 */
export const MANAGED: Readonly<Record<string, readonly ManagedRule[]>> = {
  AWSManagedRulesAmazonIpReputationList: [],
  AWSManagedRulesKnownBadInputsRuleSet: [
    ...wherever("known-bad-inputs", "Log4JRCE", LOOKUP, [BODY, QUERY_STRING]),
    ...wherever("known-bad-inputs", "JavaDeserializationRCE", /\brO0AB/, [BODY, QUERY_STRING]),
  ],
  AWSManagedRulesCommonRuleSet: [
    {
      name: "NoUserAgent_HEADER",
      label: `awswaf:managed:aws:${COMMON}:NoUserAgent_Header`,
      finds: ({ userAgent }) => userAgent === undefined,
    },
    {
      name: "SizeRestrictions_BODY",
      label: `awswaf:managed:aws:${COMMON}:SizeRestrictions_Body`,
      finds: ({ bodyBytes }) => bodyBytes > INSPECTED_BYTES,
    },
    {
      name: "SizeRestrictions_QUERYSTRING",
      label: `awswaf:managed:aws:${COMMON}:SizeRestrictions_QueryString`,
      finds: ({ query }) => Buffer.byteLength(query) > 2048,
    },
    ...wherever(COMMON, "CrossSiteScripting", SCRIPT, CONTENT),
    ...wherever(COMMON, "GenericLFI", FILES, [...CONTENT, PATH]),
    ...wherever(COMMON, "GenericRFI", REMOTE, CONTENT),
    ...wherever(COMMON, "EC2MetaDataSSRF", METADATA, CONTENT),
    ...wherever(COMMON, "RestrictedExtensions", /\.(log|ini|bak)$/i, [QUERY]),
  ],
  AWSManagedRulesSQLiRuleSet: [
    ...wherever("sql-database", "SQLi", SQL, CONTENT),
    ...wherever("sql-database", "SQLiExtendedPatterns", /\bselect\b.+\bfrom\b/i, CONTENT),
  ],
};
