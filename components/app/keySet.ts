import { createHash, createPrivateKey } from "node:crypto";

/**
 * A key set as LobeHub reads it from JWKS_KEY.
 * @param pem an RSA private key
 * @returns the set as JSON, with that one key in it. Its id is the key's thumbprint (RFC 7638): the same key
 * gets the same id whenever it is asked for, so that tokens that were signed before are still found good.
 */
export function keySetOf(pem: string): string {
  const { kty, n, e, d, p, q, dp, dq, qi } = createPrivateKey(pem).export({ format: "jwk" });
  const kid = createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
  return JSON.stringify({
    keys: [{ kty, n, e, d, p, q, dp, dq, qi, alg: "RS256", use: "sig", kid }],
  });
}
