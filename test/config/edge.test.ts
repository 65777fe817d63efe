import assert from "node:assert/strict";
import { problemsOf, rawConfig } from "../support/rawConfig";

const BLOCK = "a block such as 203.0.113.0/24";

function refused(changes: Record<string, unknown>, key: string, expected: string): void {
  const [problem = "", ...more] = problemsOf(rawConfig(changes));
  assert.deepEqual(more, []);
  assert.ok(problem.startsWith(`lobechat:${key} = `), problem);
  assert.ok(problem.includes(expected), problem);
}

describe("what stands at the edge", () => {
  it("lets pods reach a list of blocks with their ports", () => {
    const to = (cidr: unknown, ports: unknown) => ({ egress: [{ cidr, ports }] });
    assert.deepEqual(problemsOf(rawConfig(to("198.51.100.0/24", [25, 587]))), []);
    refused({ egress: "198.51.100.0/24" }, "egress", "a list of blocks");
    refused(to("198.51.100.300/24", [25]), "egress[0].cidr", BLOCK);
    refused(to("2001:db8::/32", [25]), "egress[0].cidr", BLOCK);
    refused(to("198.51.100.0/24", []), "egress[0].ports", "at least one port");
    refused(to("198.51.100.0/24", [0]), "egress[0].ports[0]", "a port from 1 to 65535");
    refused(to("198.51.100.0/24", [70_000]), "egress[0].ports[0]", "a port from 1 to 65535");
  });

  it("never lets them reach the nodes' metadata service", () => {
    for (const cidr of ["169.254.169.254/32", "169.254.0.0/16"])
      refused({ egress: [{ cidr, ports: [80] }] }, "egress[0].cidr", "none of 169.254.0.0/16");
  });

  it("has lists of blocks, and limits that AWS takes", () => {
    const firewall = (changes: object) => ({ firewall: changes });
    assert.deepEqual(problemsOf(rawConfig(firewall({ deny: ["192.0.2.0/24"] }))), []);
    refused(firewall({ deny: ["192.0.2.0/40"] }), "firewall.deny[0]", BLOCK);
    refused(firewall({ allow: "192.0.2.0/24" }), "firewall.allow", "a list of blocks");
    for (const limit of ["requestsPerMinute", "addressRequestsPerMinute", "signInsPerMinute"])
      for (const value of [9, 2_000_001, 12.5])
        refused(
          firewall({ [limit]: value }),
          `firewall.${limit}`,
          "a whole number from 10 to 2000000",
        );
    refused(firewall({ limit: 10 }), "firewall.limit", "no such key");
  });
});
