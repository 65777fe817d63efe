import assert from "node:assert/strict";
import { Firewalls } from "../../../drill/cloud/firewall/firewalls";
import { firewallKinds } from "../../../drill/cloud/firewall/kinds";
import type { Asked } from "../../../drill/cloud/firewall/asked";
import type { Properties } from "../../../drill/cloud/provider/envelope";

const BALANCER = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/edge/1";
const DENIED: Asked = {
  ...{ address: "198.51.100.7", method: "GET", path: "/", query: "" },
  ...{ userAgent: "Mozilla/5.0", cookies: "", body: "", bodyBytes: 0 },
};

describe("A web ACL as a resource", () => {
  let firewalls: Firewalls;

  const kindOf = (type: string) => {
    const found = new Map(firewallKinds(firewalls)).get(`aws:wafv2/${type}`);
    assert.ok(found);
    return found;
  };

  const webAcl = (ipSet: unknown): Properties => ({
    name: "firewall",
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [
      {
        ...{ name: "denied", priority: 0, action: { block: {} } },
        statement: { ipSetReferenceStatement: { arn: ipSet } },
      },
    ],
  });

  beforeEach(() => {
    firewalls = new Firewalls();
  });

  it("stands before a load balancer from its association on, until that is gone", async () => {
    const sets = kindOf("ipSet:IpSet");
    const set = { name: "denied", type: "set", inputs: { addresses: ["198.51.100.0/24"] } };
    const { arn: ipSet } = (await sets.create(set)).computed;
    const acls = kindOf("webAcl:WebAcl");
    const acl = { name: "firewall", type: "acl", inputs: webAcl(ipSet) };
    const { arn: webAclArn } = (await acls.create(acl)).computed;
    const inputs = { resourceArn: BALANCER, webAclArn };
    const associations = kindOf("webAclAssociation:WebAclAssociation");
    assert.equal(firewalls.guards(BALANCER), false);
    const { id } = await associations.create({ name: "edge", type: "association", inputs });
    assert.equal(firewalls.guards(BALANCER), true);
    assert.equal(firewalls.refusalOf(BALANCER, DENIED)?.status, 403);
    await associations.delete(id, { name: "edge", type: "association", inputs });
    assert.equal(firewalls.refusalOf(BALANCER, DENIED), undefined);
  });
});
