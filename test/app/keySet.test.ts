import assert from "node:assert/strict";
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import { z } from "zod";
import { keySetOf } from "../../components/app/keySet";

const text = z.string().min(1);
const KEY_SET = z.strictObject({
  keys: z.tuple([
    z.strictObject({
      kty: z.literal("RSA"),
      alg: z.literal("RS256"),
      use: z.literal("sig"),
      kid: z.string().regex(/^[\w-]{43}$/),
      ...{ n: text, e: text, d: text, p: text, q: text, dp: text, dq: text, qi: text },
    }),
  ]),
});

function pem(type: "pkcs1" | "pkcs8"): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ type, format: "pem" }).toString();
}

const keyIn = (keySet: string) => KEY_SET.parse(JSON.parse(keySet)).keys[0];

describe("the key set that LobeHub signs tokens with", () => {
  it("is one whole RS256 key, and signs what the PEM's public half finds good", () => {
    const made = pem("pkcs1");
    const key = createPrivateKey({ key: keyIn(keySetOf(made)), format: "jwk" });
    const token = Buffer.from("a token");
    const signature = sign("sha256", token, key);
    assert.ok(verify("sha256", token, createPublicKey(made), signature));
  });

  it("has the same id for the same key, however it is written, and another for another", () => {
    const one = pem("pkcs1");
    const rewritten = createPrivateKey(one).export({ type: "pkcs8", format: "pem" }).toString();
    assert.equal(keyIn(keySetOf(one)).kid, keyIn(keySetOf(rewritten)).kid);
    assert.notEqual(keyIn(keySetOf(one)).kid, keyIn(keySetOf(pem("pkcs8"))).kid);
  });

  it("has the thumbprint of RFC 7638 as its id", () => {
    const { kid, n, e } = keyIn(keySetOf(pem("pkcs1")));
    const canonical = `{"e":"${e}","kty":"RSA","n":"${n}"}`;
    assert.equal(kid, createHash("sha256").update(canonical).digest("base64url"));
  });
});
