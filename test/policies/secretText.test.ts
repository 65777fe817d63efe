import assert from "node:assert/strict";
import { isSecret, namesSecret } from "../../policies/pods/secretText";

const SECRETS = [
  ...["AUTH_SECRET", "KEY_VAULTS_SECRET", "JWKS_KEY", "OPENAI_API_KEY", "GITHUB_TOKEN"],
  ...["S3_SECRET_ACCESS_KEY", "SMTP_PASS", "DB_PASSWORD", "DATABASE_URL", "REDIS_URL"],
];
const PLAIN = [
  ...["APP_URL", "INTERNAL_APP_URL", "REDIS_PREFIX", "S3_ACCESS_KEY_ID", "KEEP_ALIVE_TIMEOUT"],
  ...["DATABASE_DRIVER", "FEATURE_FLAGS", "NODE_EXTRA_CA_CERTS", "ca.pem", "nginx.conf"],
];

describe("what is a secret", () => {
  for (const name of SECRETS)
    it(`is what ${name} names`, () => {
      assert.ok(namesSecret(name));
    });

  for (const name of PLAIN)
    it(`is not what ${name} names`, () => {
      assert.ok(!namesSecret(name));
    });

  it("is a password in a URL, a private key, and a key to a model, whatever they are called", () => {
    assert.ok(isSecret("rediss://:hunter2@sessions:6379/0"));
    assert.ok(isSecret("-----BEGIN RSA PRIVATE KEY-----\nMIIE"));
    assert.ok(isSecret(`sk-proj-${"a1".repeat(12)}`));
  });

  it("is no URL without a password, and no certificate", () => {
    assert.ok(!isSecret("http://localhost:3210"));
    assert.ok(!isSecret("https://lobechat@chat.example.com/a:b"));
    assert.ok(!isSecret("-----BEGIN CERTIFICATE-----\nMIID"));
  });
});
