import assert from "node:assert/strict";
import { secret } from "@pulumi/pulumi";
import { remembersHttps } from "../../../components/docker/siteSettings";
import { edge } from "./traefik/routes";

const OWN = { certificate: "-----BEGIN CERTIFICATE-----", key: secret("key") };
const ACME = { acmeEmail: "ops@example.com" };

describe("what browsers are told to remember of a docker stack", () => {
  it("is HTTPS where there is a certificate, for a name that is nobody else's", () => {
    assert.ok(remembersHttps({ domain: "chat.example.com", tls: OWN }));
    assert.ok(remembersHttps({ domain: "chat.example.com", tls: ACME }));
  });

  it("is nothing without TLS, of this machine, and of an address", () => {
    assert.ok(!remembersHttps({ domain: "chat.example.com", tls: undefined }));
    for (const domain of ["localhost", "lobechat.localhost", "192.0.2.7"])
      assert.ok(!remembersHttps({ domain, tls: OWN }), domain);
  });

  it("is a year, on what users see", () => {
    const told = (remembers: boolean) =>
      /"stsSeconds":(\d+)/.exec(edge({ remembersHttps: remembers }).content)?.[1];
    assert.equal(told(true), "31536000");
    assert.equal(told(false), undefined);
  });
});
