import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { generate } from "selfsigned";
import { publicSite } from "../../../components/docker/publicSite";
import { makeCertificate } from "../../../drill/cloud/certificate";

const DOMAIN = "lobechat.localhost";
const PLACE = { publicHost: "127.0.0.1" };

function siteWith(certificate: string) {
  const url = `https://${DOMAIN}:8443`;
  const tls = { certificate, key: secret("key") };
  return publicSite(PLACE, { domain: DOMAIN, port: 8443, url, tls });
}

describe("where the program asks as a user would", () => {
  it("is plain HTTP where there is no TLS", () => {
    const url = `http://${DOMAIN}:8080`;
    assert.deepEqual(publicSite(PLACE, { domain: DOMAIN, port: 8080, url, tls: undefined }), {
      ...{ host: "127.0.0.1", port: 8080, domain: DOMAIN },
      scheme: "http",
    });
  });

  it("trusts a certificate that nobody but itself has signed", async () => {
    const { cert } = await generate([{ name: "commonName", value: DOMAIN }]);
    assert.match(siteWith(cert).ca ?? "", /^-----BEGIN CERTIFICATE-----/);
  });

  it("leaves it to the machine whom else to trust", async () => {
    const { cert } = await makeCertificate(DOMAIN);
    assert.equal(siteWith(cert).ca, undefined);
    const url = `https://${DOMAIN}`;
    const tls = { acmeEmail: "ops@example.com" };
    assert.equal(publicSite(PLACE, { domain: DOMAIN, port: 443, url, tls }).ca, undefined);
  });
});
