import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as tls from "@pulumi/tls";
import { derive } from "../app/derive";
import { keySetOf } from "./keySet";

/** What LobeHub wants of KEY_VAULTS_SECRET, and more than enough for AUTH_SECRET. */
const SECRET_BYTES = 32;

export interface SecretsArgs {
  /** Those of an installation that is adopted. What is not here is made. */
  secrets: Record<"authSecret" | "keyVaultsSecret" | "jwksKey", pulumi.Output<string> | undefined>;
  /** Whether they survive the stack. */
  protect: boolean;
}

/**
 * What both colours sign and encrypt with, made once and never again: with another KEY_VAULTS_SECRET the keys
 * that users stored read as empty. All of it is in Secrets Manager too, because a database's dump is useless
 * without it, and the stack's state may be what was lost.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly authSecret: pulumi.Output<string>;
  readonly keyVaultsSecret: pulumi.Output<string>;
  readonly jwksKey: pulumi.Output<string>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:aws:Secrets", name, {}, opts);
    const { secrets, protect } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };

    this.authSecret = secrets.authSecret ?? randomSecret(`${name}-auth-secret`, kept);
    this.keyVaultsSecret = secrets.keyVaultsSecret ?? randomSecret(`${name}-key-vaults`, kept);
    this.jwksKey = secrets.jwksKey ?? signingKey(`${name}-jwks-key`, kept);

    const escrow = new aws.secretsmanager.Secret(
      name,
      {
        description: "What LobeChat signs and encrypts with",
        recoveryWindowInDays: protect ? 30 : 0,
        tags: { Name: name },
      },
      kept,
    );
    new aws.secretsmanager.SecretVersion(
      name,
      {
        secretId: escrow.id,
        secretString: pulumi.secret(
          pulumi.jsonStringify({
            AUTH_SECRET: this.authSecret,
            KEY_VAULTS_SECRET: this.keyVaultsSecret,
            JWKS_KEY: this.jwksKey,
          }),
        ),
      },
      kept,
    );
    this.registerOutputs({});
  }
}

function randomSecret(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  return pulumi.secret(new random.RandomBytes(name, { length: SECRET_BYTES }, opts).base64);
}

function signingKey(name: string, opts: pulumi.CustomResourceOptions): pulumi.Output<string> {
  const key = new tls.PrivateKey(name, { algorithm: "RSA", rsaBits: 2048 }, opts);
  return pulumi.secret(derive(key.privateKeyPem, keySetOf));
}
