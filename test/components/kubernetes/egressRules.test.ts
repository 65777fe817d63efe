import assert from "node:assert/strict";
import { egressRules } from "../../../components/kubernetes/egressRules";

const blocksOf = (cidr: string) => {
  const [, rule] = egressRules([{ cidr, ports: [443] }]);
  return rule;
};

describe("what pods may reach", () => {
  for (const cidr of ["0.0.0.0/0", "128.0.0.0/1", "169.0.0.0/8"])
    it(`leaves the metadata service out of ${cidr}`, () => {
      assert.deepEqual(blocksOf(cidr), {
        to: [{ ipBlock: { cidr, except: ["169.254.0.0/16"] } }],
        ports: [{ protocol: "TCP", port: 443 }],
      });
    });

  it("is a block as it stands where that is far from the node's own addresses", () => {
    assert.deepEqual(blocksOf("10.0.0.0/16"), {
      to: [{ ipBlock: { cidr: "10.0.0.0/16" } }],
      ports: [{ protocol: "TCP", port: 443 }],
    });
  });
});
