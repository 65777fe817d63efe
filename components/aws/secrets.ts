import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { madeSecrets, type SecretsArgs } from "../secrets/madeSecrets";

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

    const made = madeSecrets(name, secrets, kept);
    this.authSecret = made.authSecret;
    this.keyVaultsSecret = made.keyVaultsSecret;
    this.jwksKey = made.jwksKey;

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
