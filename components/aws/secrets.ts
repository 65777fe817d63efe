import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { derive } from "../app/derive";
import { keyVaultsFingerprint, refuseOtherKeyVaults } from "../secrets/keyVaults";
import { madeSecrets, type SecretsArgs } from "../secrets/madeSecrets";

/** The escrow's tag by which a KEY_VAULTS_SECRET is known that is not the deployed one. */
const FINGERPRINT = "key-vaults-fingerprint";

const TAGS = z.object({ tags: z.record(z.string(), z.unknown()).optional() });

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
    const fingerprint = pulumi.unsecret(derive(made.keyVaultsSecret, keyVaultsFingerprint));
    this.jwksKey = made.jwksKey;

    const escrow = new aws.secretsmanager.Secret(
      name,
      {
        description: "What LobeChat signs and encrypts with",
        recoveryWindowInDays: protect ? 30 : 0,
        tags: { Name: name, [FINGERPRINT]: fingerprint },
      },
      { ...kept, hooks: { beforeUpdate: [keyVaultsStay(`${name}-key-vaults-stay`)] } },
    );
    // Whatever needs it waits for the verdict.
    this.keyVaultsSecret = derive(
      pulumi.all([made.keyVaultsSecret, escrow.arn]),
      ([secret]) => secret,
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

/** Refuses another KEY_VAULTS_SECRET than the deployed one, in a preview too. */
function keyVaultsStay(name: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    name,
    ({ oldInputs, newInputs }) => {
      refuseOtherKeyVaults(fingerprintIn(oldInputs), fingerprintIn(newInputs));
    },
    { onDryRun: true },
  );
}

function fingerprintIn(inputs: unknown): string | undefined {
  const fingerprint = TAGS.safeParse(inputs).data?.tags?.[FINGERPRINT];
  return typeof fingerprint === "string" ? fingerprint : undefined;
}
