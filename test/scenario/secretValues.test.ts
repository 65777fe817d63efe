import assert from "node:assert/strict";
import {
  secretsOfConfig,
  secretsOfOutputs,
  within,
} from "../../drill/scenario/secrets/secretValues";

function names(secrets: { name: string; value: string }[]): Record<string, string> {
  return Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
}

describe("the secrets of a run", () => {
  it("are those of the configuration that are marked, whole and in their parts", () => {
    const files = { endpoint: "https://s3", bucket: "chat", secretAccessKey: "the key" };
    const text = JSON.stringify(files);
    const found = secretsOfConfig({
      "lobechat:domain": { value: "chat.example.com" },
      "lobechat:files": { value: text, secret: true },
      "lobechat:again": { value: "plain text", secret: true },
    });
    assert.deepEqual(names(found), {
      "lobechat:files": text,
      "lobechat:files.secretAccessKey": "the key",
      "lobechat:again": "plain text",
    });
  });

  it("are also the password within a URL, and the private numbers of a key set", () => {
    const url = "postgresql://lobechat:p%40ss@db:5432/lobechat";
    const jwksKey = JSON.stringify({ keys: [{ kty: "RSA", n: "public", d: "private" }] });
    const found = secretsOfConfig({
      "lobechat:database": { value: JSON.stringify({ url }), secret: true },
      "lobechat:secrets": { value: JSON.stringify({ jwksKey }), secret: true },
    });
    const { "lobechat:database": whole, "lobechat:secrets": both, ...parts } = names(found);
    assert.ok(whole?.includes(url) && both !== undefined);
    assert.deepEqual(parts, {
      "lobechat:database.url": url,
      "lobechat:database.url (its password)": "p@ss",
      "lobechat:secrets.jwksKey": jwksKey,
      "lobechat:secrets.jwksKey.keys.0.d": "private",
    });
  });

  it("are also the parts of what providers were given as one", () => {
    const value = JSON.stringify({ keys: [{ kid: "open", p: "prime" }] });
    assert.deepEqual(names(within({ name: "JWKS_KEY", value })), { "JWKS_KEY.keys.0.p": "prime" });
    assert.deepEqual(within({ name: "AUTH_SECRET", value: "no structure" }), []);
  });

  it("are the outputs that are marked, and no others", () => {
    const found = secretsOfOutputs({
      previewHeader: { value: "x-lobechat-preview", secret: false },
      previewTokens: { value: { blue: "blue-1", green: "green-2" }, secret: true },
    });
    assert.deepEqual(names(found), {
      "output previewTokens.blue": "blue-1",
      "output previewTokens.green": "green-2",
    });
  });
});
