import assert from "node:assert/strict";
import { Acm, ARN, ISSUED, type Answer } from "./acm";
import { ListenerStack } from "./listenerStack";

const OTHER = ARN.replace(/1{8}/, "99999999");

const ELSEWHERE: Answer = {
  status: 200,
  body: { Certificate: { Status: "ISSUED", DomainName: "example.org", NotAfter: 4e9 } },
};

describe("the check of an existing certificate", () => {
  let acm: Acm;
  let stack: ListenerStack;
  before(async () => {
    acm = new Acm();
    stack = await ListenerStack.open(await acm.listen());
  });
  beforeEach(() => {
    acm.asked.length = 0;
    acm.answer = ISSUED;
  });
  after(async () => {
    await stack.close();
    await acm.close();
  });

  it("names the key, what was seen and what mends it, in a preview too", async () => {
    acm.answer = ELSEWHERE;
    const expected = [
      `lobechat:certificate = ${ARN}`,
      "  seen: it is for example.org, and one that covers chat.example.com is needed",
      "  fix:  pulumi config set certificate <arn> --stack test",
      "  or:   pulumi config rm certificate --stack test && pulumi config set zone <id of the hosted zone> --stack test, to have one made",
    ].join("\n");
    assert.ok((await stack.preview({ certificate: ARN }))?.includes(expected));
    assert.ok((await stack.up({ certificate: ARN }))?.includes(expected));
    assert.equal(await stack.certificate(), undefined);
  });

  it("asks ACM about a new certificate, and lets one pass that is issued for the domain", async () => {
    assert.equal(await stack.up({ certificate: ARN }), undefined);
    const request = JSON.stringify({ CertificateArn: ARN });
    assert.deepEqual(acm.asked, [`CertificateManager.DescribeCertificate ${request}`]);
    assert.equal(await stack.certificate(), ARN);
  });

  it("asks nobody while the certificate stays, also when the listener changes", async () => {
    acm.answer = ELSEWHERE;
    assert.equal(await stack.up({ certificate: ARN, sslPolicy: "another" }), undefined);
    assert.deepEqual(acm.asked, []);
  });

  it("leaves the listener its old certificate when the next one is of another name", async () => {
    acm.answer = ELSEWHERE;
    assert.match((await stack.up({ certificate: OTHER })) ?? "", /it is for example\.org/);
    assert.equal(await stack.certificate(), ARN);
  });

  it("refuses one of another region without asking", async () => {
    const message = await stack.up({ certificate: ARN.replace("eu-central-1", "us-east-1") });
    assert.match(message ?? "", /seen: it is in us-east-1, and one in eu-central-1/);
    assert.deepEqual(acm.asked, []);
  });

  it("refuses one that is not there", async () => {
    acm.answer = { status: 400, body: { __type: "ResourceNotFoundException", message: "gone" } };
    const message = await stack.up({ certificate: OTHER });
    assert.match(message ?? "", /seen: ACM in eu-central-1 has no such certificate/);
  });

  it("says which permission is missing", async () => {
    const __type = "AccessDeniedException";
    acm.answer = { status: 400, body: { __type, message: "User: me is not authorized" } };
    const message = await stack.up({ certificate: OTHER });
    assert.match(message ?? "", /could not be asked about it: AccessDeniedException: User: me is/);
    assert.match(message ?? "", /expected: .* ACM in eu-central-1 and may acm:DescribeCertificate/);
  });

  it("says that ACM could not be asked when there is no way to it", async () => {
    const nobody = new Acm();
    const endpoint = await nobody.listen();
    await nobody.close();
    const cutOff = await ListenerStack.open(endpoint);
    try {
      const message = await cutOff.up({ certificate: ARN });
      assert.match(message ?? "", /could not be asked about it: .*ECONNREFUSED/s);
    } finally {
      await cutOff.close();
    }
  });
});
