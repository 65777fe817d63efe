import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import { derive } from "../app/derive";
import { keySetOf } from "../app/keySet";

/** What LobeHub wants of KEY_VAULTS_SECRET, and more than enough for AUTH_SECRET. */
const SECRET_BYTES = 32;

type SecretName = "authSecret" | "keyVaultsSecret" | "jwksKey";

/** Those of an installation that is adopted. What is not here is made. */
export type AdoptedSecrets = Record<SecretName, pulumi.Output<string> | undefined>;

export interface SecretsArgs {
  secrets: AdoptedSecrets;
  /** Whether they survive the stack. */
  protect: boolean;
}

/** What both colours sign and encrypt with: what is adopted, and the rest made once. */
export function madeSecrets(
  name: string,
  { authSecret, keyVaultsSecret, jwksKey }: AdoptedSecrets,
  opts: pulumi.CustomResourceOptions,
): Record<SecretName, pulumi.Output<string>> {
  return {
    authSecret: authSecret ?? randomSecret(`${name}-auth-secret`, opts),
    keyVaultsSecret: keyVaultsSecret ?? randomSecret(`${name}-key-vaults`, opts),
    jwksKey: jwksKey ?? signingKey(`${name}-jwks-key`, opts),
  };
}

function randomSecret(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  return pulumi.secret(new random.RandomBytes(name, { length: SECRET_BYTES }, opts).base64);
}

function signingKey(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const key = new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, opts);
  return pulumi.secret(derive(key.privateKeyPem, keySetOf));
}
