import assert from "node:assert/strict";
import { webAcl } from "../../../drill/cloud/firewall/webAcl";

const AS_READ = [{ priority: 0, type: "NONE" }];

const rule = (statement: object, more: object = {}) => ({
  name: "one",
  priority: 0,
  action: { block: {} },
  statement,
  ...more,
});

const acl = (one: object, more: object = {}) => ({
  name: "firewall",
  scope: "REGIONAL",
  defaultAction: { allow: {} },
  rules: [one],
  ...more,
});

const PLAYED = { labelMatchStatement: { scope: "LABEL", key: "a" } };

const sessions = (type: string) => ({
  rateBasedStatement: {
    limit: 10,
    evaluationWindowSec: 60,
    aggregateKeyType: "CUSTOM_KEYS",
    customKeys: [{ cookie: { name: "session", textTransformations: [{ priority: 0, type }] } }],
  },
});

describe("A web ACL of the stand-in", () => {
  for (const [what, played] of [
    ["a statement", acl(rule(PLAYED))],
    ["a rate limit by a cookie", acl(rule(sessions("NONE")))],
    ["tags and metrics", acl(rule(PLAYED, { visibilityConfig: {} }), { tags: { Name: "one" } })],
  ] as const) {
    it(`takes ${what}`, () => {
      assert.equal(webAcl.parse(played).rules.length, 1);
    });
  }

  for (const [what, unplayed] of [
    ["a statement", acl(rule({ geoMatchStatement: { countryCodes: ["DE"] } }))],
    [
      "a managed rule group",
      acl(rule({ managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesX" } })),
    ],
    [
      "a field of the request",
      acl(
        rule({
          byteMatchStatement: {
            searchString: "a",
            positionalConstraint: "EXACTLY",
            fieldToMatch: { body: {} },
            textTransformations: AS_READ,
          },
        }),
      ),
    ],
    ["labels of a rule's own", acl(rule(PLAYED, { ruleLabels: [{ name: "seen" }] }))],
    ["another transformation of a key", acl(rule(sessions("URL_DECODE")))],
    ["another limit of the body", acl(rule(PLAYED), { associationConfig: {} })],
  ] as const) {
    it(`refuses ${what} that is not played`, () => {
      assert.throws(() => webAcl.parse(unplayed));
    });
  }
});
