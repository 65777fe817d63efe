import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAwsSettings } from "../../config/load";
import { costPage } from "../../docs/costPage";
import { managedRules, rateRules } from "../../components/aws/firewallRules";
import { contentElsewhere } from "../../components/aws/writtenContent";
import { costs, FIREWALL_RULES, firewallCost, warmIdleColor } from "../../docs/costs";
import { rawConfig } from "../support/rawConfig";

describe("what a stack costs", () => {
  it("stands in docs/costs.md as the example stacks have it (npm run docs writes it)", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "costs.md"), "utf8");
    assert.equal(page, costPage());
  });

  it("leaves out what is there already", () => {
    const parts = (changes: Record<string, unknown>) =>
      costs(parseAwsSettings(rawConfig(changes))).map(({ part }) => part);
    const network = {
      vpcId: "vpc-0a",
      cidr: "10.0.0.0/16",
      publicSubnetIds: ["subnet-0a", "subnet-0b"],
      privateSubnetIds: ["subnet-0c", "subnet-0d"],
    };
    assert.ok(parts({}).includes("Network"));
    assert.ok(!parts({ network }).includes("Network"));
  });

  it("counts every rule of the firewall, its lists among them", () => {
    const { firewall } = parseAwsSettings(rawConfig());
    const rules = [...rateRules(firewall, "too-many"), ...managedRules(), contentElsewhere()];
    assert.equal(rules.length, FIREWALL_RULES);
    const block = ["192.0.2.0/24"];
    const costOf = (lists: { allow?: string[]; deny?: string[] }) =>
      firewallCost({ firewall: { ...firewall, ...lists } }).monthly;
    assert.equal(costOf({ allow: block, deny: block }) - costOf({}), 2);
  });

  it("is nothing for a cold idle colour", () => {
    const { green } = parseAwsSettings(rawConfig()).colors;
    const cold = { release: green.release.name, capacity: { min: 0, max: 0 } };
    const settings = parseAwsSettings(rawConfig({ green: cold, acknowledgeSlowRollback: true }));
    assert.equal(warmIdleColor(settings), 0);
  });
});
