import type { Row, UnknownRow } from "../support/rows";
import { managedRules, rateRules } from "../../../components/aws/firewallRules";
import { contentElsewhere } from "../../../components/aws/writtenContent";

const ACL = ["aws:wafv2/webAcl:WebAcl", "firewall"] as const;
const ASSOCIATION = ["aws:wafv2/webAclAssociation:WebAclAssociation", "firewall"] as const;
const HTTPS = ["aws:lb/listener:Listener", "edge-https"] as const;

/** The rules as the production stack has them, by name. */
const NAMES = [
  ...rateRules(
    { requestsPerMinute: 10, addressRequestsPerMinute: 10, signInsPerMinute: 10 },
    "body",
  ),
  ...managedRules(),
  contentElsewhere(),
].map(({ name }) => name);

const at = (name: string) => ["rules", NAMES.indexOf(name)] as const;
const group = (name: string) => [...at(name), "statement", "managedRuleGroupStatement"] as const;
const rate = (name: string) => [...at(name), "statement", "rateBasedStatement"] as const;
const elsewhere = [...at("content-elsewhere"), "statement", "andStatement", "statements"] as const;
const path = [...elsewhere, 1, "notStatement", "statement", "regexMatchStatement"] as const;

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const DENY = [POLICY, "lobechat-default-deny"] as const;
const EGRESS = [POLICY, "lobechat-egress"] as const;

export const ROWS: readonly Row[] = [
  {
    policy: "the-namespace-is-closed",
    change: "nothing closes the namespace",
    apply: (draft) => {
      draft.remove(...DENY);
    },
  },
  {
    policy: "the-namespace-is-closed",
    change: "the namespace is closed for some pods",
    apply: (draft) => {
      draft.set(...DENY, ["spec", "podSelector"], { matchLabels: { app: "some" } });
    },
  },
  {
    policy: "the-namespace-is-closed",
    change: "pods may leave as they like",
    apply: (draft) => {
      draft.set(...DENY, ["spec", "policyTypes"], ["Ingress"]);
    },
  },
  {
    policy: "the-namespace-is-closed",
    change: "HTTPS leads to the metadata service too",
    apply: (draft) => {
      draft.unset(...EGRESS, ["spec", "egress", 1, "to", 0, "ipBlock", "except"]);
    },
  },
  {
    policy: "the-namespace-is-closed",
    change: "names are asked for at every port",
    apply: (draft) => {
      draft.unset(...EGRESS, ["spec", "egress", 0, "ports"]);
    },
  },
  {
    policy: "a-firewall-is-before-the-balancer",
    change: "the firewall stands before nothing",
    apply: (draft) => {
      draft.remove(...ASSOCIATION);
    },
  },
  {
    policy: "the-firewall-keeps-the-managed-rules",
    change: "another rule set is in the place of the one for known attacks",
    apply: (draft) => {
      const name = [...group("known-bad-inputs"), "name"];
      draft.set(...ACL, name, "AWSManagedRulesLinuxRuleSet");
    },
  },
  {
    policy: "the-firewall-keeps-the-managed-rules",
    change: "a whole rule set only counts",
    apply: (draft) => {
      draft.set(...ACL, [...at("sql-injection"), "overrideAction"], { count: {} });
    },
  },
  {
    policy: "the-firewall-lets-chats-pass-and-nothing-else",
    change: "a rule that looks at paths only counts",
    apply: (draft) => {
      const rule = [...group("common"), "ruleActionOverrides", 2, "name"];
      draft.set(...ACL, rule, "GenericLFI_URIPATH");
    },
  },
  {
    policy: "the-firewall-lets-chats-pass-and-nothing-else",
    change: "long chats are refused",
    apply: (draft) => {
      const action = [...group("common"), "ruleActionOverrides", 0, "actionToUse"];
      draft.set(...ACL, action, { block: {} });
    },
  },
  {
    policy: "the-firewall-lets-chats-pass-and-nothing-else",
    change: "SQL in a body passes everywhere",
    apply: (draft) => {
      draft.set(...ACL, [...at("content-elsewhere"), "action"], { count: {} });
    },
  },
  {
    policy: "the-firewall-lets-chats-pass-and-nothing-else",
    change: "people write everywhere",
    apply: (draft) => {
      draft.set(...ACL, [...path, "regexString"], "^/");
    },
  },
  {
    policy: "the-firewall-limits-floods",
    change: "sign-ins are counted only",
    apply: (draft) => {
      draft.set(...ACL, [...at("sign-ins"), "action"], { count: {} });
    },
  },
  {
    policy: "the-firewall-limits-floods",
    change: "sessions are told apart by another cookie",
    apply: (draft) => {
      const cookie = [...rate("requests-of-session"), "customKeys", 0, "cookie", "name"];
      draft.set(...ACL, cookie, "theme");
    },
  },
  {
    policy: "the-firewall-limits-floods",
    change: "requests of an address are taken for those of a header that anybody writes",
    apply: (draft) => {
      draft.set(...ACL, [...rate("requests-of-address"), "aggregateKeyType"], "FORWARDED_IP");
    },
  },
  {
    policy: "https-is-remembered",
    change: "browsers may come by plain HTTP again tomorrow",
    apply: (draft) => {
      const header = ["routingHttpResponseStrictTransportSecurityHeaderValue"];
      draft.set(...HTTPS, header, "max-age=86400");
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "the-namespace-is-closed", of: DENY, path: ["spec", "policyTypes"] },
  {
    policy: "the-firewall-keeps-the-managed-rules",
    of: ACL,
    path: [...group("common"), "name"],
  },
  {
    policy: "the-firewall-lets-chats-pass-and-nothing-else",
    of: ACL,
    path: [...path, "regexString"],
  },
  {
    policy: "the-firewall-limits-floods",
    of: ACL,
    path: [...rate("sign-ins"), "aggregateKeyType"],
  },
  {
    policy: "https-is-remembered",
    of: HTTPS,
    path: ["routingHttpResponseStrictTransportSecurityHeaderValue"],
  },
];
