import * as pulumi from "@pulumi/pulumi";
import { derive } from "../app/derive";
import { keyVaultsFingerprint, refuseOtherKeyVaults } from "../secrets/keyVaults";
import { madeSecrets, type SecretsArgs } from "../secrets/madeSecrets";

export interface DockerSecretsArgs extends SecretsArgs {
  /** Fingerprint of the KEY_VAULTS_SECRET that the colors run with. */
  deployedKeyVaults: string | undefined;
}

/**
 * What both colours sign and encrypt with, made once and never again: with another KEY_VAULTS_SECRET the keys
 * that users stored read as empty. They are in the stack's state alone.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly authSecret: pulumi.Output<string>;
  readonly keyVaultsSecret: pulumi.Output<string>;
  readonly jwksKey: pulumi.Output<string>;

  constructor(name: string, args: DockerSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("lobechat:docker:Secrets", name, {}, opts);
    const { secrets, protect, deployedKeyVaults } = args;
    const kept = { parent: this, protect, retainOnDelete: protect };
    const made = madeSecrets(name, secrets, kept);
    this.authSecret = made.authSecret;
    // Whatever needs it waits for the verdict.
    this.keyVaultsSecret = derive(made.keyVaultsSecret, (secret) => {
      refuseOtherKeyVaults(deployedKeyVaults, keyVaultsFingerprint(secret));
      return secret;
    });
    this.jwksKey = made.jwksKey;
    this.registerOutputs({});
  }
}
