import * as pulumi from "@pulumi/pulumi";
import { madeSecrets, type SecretsArgs } from "../secrets/madeSecrets";

/**
 * What both colours sign and encrypt with, made once and never again: with another KEY_VAULTS_SECRET the keys
 * that users stored read as empty. They are in the stack's state alone.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly authSecret: pulumi.Output<string>;
  readonly keyVaultsSecret: pulumi.Output<string>;
  readonly jwksKey: pulumi.Output<string>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Secrets", name, {}, opts);
    const { secrets, protect } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };
    const made = madeSecrets(name, secrets, kept);
    this.authSecret = made.authSecret;
    this.keyVaultsSecret = made.keyVaultsSecret;
    this.jwksKey = made.jwksKey;
    this.registerOutputs({});
  }
}
