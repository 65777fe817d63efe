import assert from "node:assert/strict";
import {
  certificateProblem,
  regionProblem,
  type CertificateDescription,
} from "../../../components/aws/certificateProblem";

const NOW = new Date("2026-03-01T12:00:00Z");
const good: CertificateDescription = {
  Status: "ISSUED",
  DomainName: "example.com",
  SubjectAlternativeNames: ["example.com", "chat.example.com"],
  NotAfter: new Date("2027-01-01T00:00:00Z"),
};

function named(...names: string[]): CertificateDescription {
  return { ...good, DomainName: names[0] ?? "", SubjectAlternativeNames: names };
}

const TABLE: [string, CertificateDescription, string | undefined][] = [
  ["covers the domain as one of its names", good, undefined],
  ["has the domain as its only name", named("chat.example.com"), undefined],
  ["has a wildcard one label above", named("*.example.com"), undefined],
  ["has another case", named("Chat.Example.COM"), undefined],
  [
    "has a wildcard two labels above",
    named("*.com"),
    "it is for *.com, and one that covers chat.example.com is needed",
  ],
  [
    "has a wildcard of the domain itself",
    named("*.chat.example.com"),
    "it is for *.chat.example.com, and one that covers chat.example.com is needed",
  ],
  [
    "ends like the domain without a dot between",
    named("*.ample.com", "t.example.com"),
    "it is for *.ample.com, t.example.com, and one that covers chat.example.com is needed",
  ],
  [
    "is of another name",
    named("other.example.com"),
    "it is for other.example.com, and one that covers chat.example.com is needed",
  ],
  [
    "has not been validated",
    { ...good, Status: "PENDING_VALIDATION" },
    "its status is PENDING_VALIDATION, and ISSUED is needed",
  ],
  ["was revoked", { ...good, Status: "REVOKED" }, "its status is REVOKED, and ISSUED is needed"],
  [
    "expired while ACM still calls it issued",
    { ...good, NotAfter: new Date("2026-02-28T23:00:00Z") },
    "it expired on 2026-02-28, and a valid one is needed",
  ],
  [
    "expired",
    { ...good, Status: "EXPIRED", NotAfter: new Date("2025-12-31T00:00:00Z") },
    "it expired on 2025-12-31, and a valid one is needed",
  ],
  ["says nothing", {}, "its status is unknown, and ISSUED is needed"],
];

describe("a certificate for chat.example.com", () => {
  for (const [what, description, problem] of TABLE)
    it(`that ${what} is ${problem === undefined ? "taken" : "refused"}`, () => {
      assert.equal(certificateProblem(description, "chat.example.com", NOW), problem);
    });

  it("is taken from the stack's region only", () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    assert.equal(regionProblem(arn, "us-east-1"), undefined);
    assert.equal(
      regionProblem(arn, "eu-central-1"),
      "it is in us-east-1, and one in eu-central-1, where the stack is, is needed",
    );
  });
});
