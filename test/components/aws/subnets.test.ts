import assert from "node:assert/strict";
import { subnetCidrs } from "../../../components/aws/subnets";

describe("the network's subnets", () => {
  const blocks = [
    {
      cidr: "10.0.0.0/16",
      a: { public: "10.0.224.0/22", private: "10.0.0.0/19" },
      c: { public: "10.0.232.0/22", private: "10.0.64.0/19" },
      f: { public: "10.0.244.0/22", private: "10.0.160.0/19" },
    },
    {
      cidr: "172.16.128.0/17",
      a: { public: "172.16.240.0/23", private: "172.16.128.0/20" },
      c: { public: "172.16.244.0/23", private: "172.16.160.0/20" },
      f: { public: "172.16.250.0/23", private: "172.16.208.0/20" },
    },
    {
      cidr: "192.168.240.0/20",
      a: { public: "192.168.254.0/26", private: "192.168.240.0/23" },
      c: { public: "192.168.254.128/26", private: "192.168.244.0/23" },
      f: { public: "192.168.255.64/26", private: "192.168.250.0/23" },
    },
  ];
  for (const { cidr, a, c, f } of blocks) {
    it(`are large private and small public parts of ${cidr}`, () => {
      assert.deepEqual(subnetCidrs(cidr, ["a", "c", "f"]), { a, c, f });
    });

    it(`never overlap and never leave ${cidr}`, () => {
      const cidrs = Object.values(subnetCidrs(cidr, ["a", "b", "c", "d", "e", "f"]));
      const ranges = cidrs
        .flatMap((zone) => [range(zone.public), range(zone.private)])
        .sort((one, other) => one.first - other.first);
      const whole = range(cidr);
      let free = whole.first;
      for (const { first, end } of ranges) {
        assert.ok(first >= free, `${first} is in use already`);
        free = end;
      }
      assert.ok(free <= whole.end);
    });
  }

  it("stay where they are when another zone comes or goes", () => {
    const before = subnetCidrs("10.0.0.0/16", ["a", "b"]);
    assert.deepEqual(subnetCidrs("10.0.0.0/16", ["b", "c"])["b"], before["b"]);
    assert.deepEqual(subnetCidrs("10.0.0.0/16", ["a", "b", "c"])["a"], before["a"]);
  });

  const refused = [
    { cidr: "10.0.0.0/21", why: "10.0.0.0/21 is too small for its subnets; allowed is /16 to /20" },
    { cidr: "10.0.0.0/8", why: "10.0.0.0/8 is larger than a VPC may be; allowed is /16 to /20" },
    {
      cidr: "10.0.1.0/16",
      why: "10.0.1.0/16 does not begin where its block does, at 10.0.0.0/16",
    },
    {
      cidr: "10.0.0.256/16",
      why: "10.0.0.256/16 is no IPv4 block; a network is one, such as 10.0.0.0/16",
    },
    { cidr: "10.0.0.0", why: "10.0.0.0 is no IPv4 block; a network is one, such as 10.0.0.0/16" },
  ];
  for (const { cidr, why } of refused) {
    it(`are refused in ${cidr}`, () => {
      assert.throws(() => subnetCidrs(cidr, ["a", "b"]), { message: why });
    });
  }

  for (const zone of ["g", "", "ab", "A", "1"]) {
    it(`are refused in a zone "${zone}"`, () => {
      assert.throws(() => subnetCidrs("10.0.0.0/16", [zone]), {
        message: `"${zone}" is no zone; zones are letters from a to f`,
      });
    });
  }
});

/** The addresses of a block as numbers, the end not among them. */
function range(cidr: string): { first: number; end: number } {
  const [address = "", prefix] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, end: first + 2 ** (32 - Number(prefix)) };
}
