import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResourceValidationArgs } from "@pulumi/policy";
import { secretsProviderRule } from "../../policies/state/secretsProvider";

const KMS = "awskms:///alias/lobechat-state?region=eu-central-1";
const SALT = "v1:abc=:v1:def=";

describe("the policy of the secrets provider", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lobechat-policies-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: lobechat\nruntime: nodejs\n");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** What is said of stack prod, with this as its file. */
  async function saidOf(settings: Record<string, string> | undefined, project = "lobechat") {
    if (settings !== undefined)
      writeFileSync(join(folder, "Pulumi.prod.yaml"), JSON.stringify({ ...settings, config: {} }));
    return await said(folder, `urn:pulumi:prod::${project}::pulumi:pulumi:Stack::lobechat-prod`);
  }

  const FINE: readonly (readonly [string, Record<string, string>])[] = [
    ["a key of KMS", { secretsprovider: KMS, encryptedkey: "AQ==" }],
    ["a key of KMS that took a passphrase's place", { secretsprovider: KMS, encryptionsalt: SALT }],
    ["Pulumi Cloud's own", {}],
    ["Pulumi Cloud's own, by name", { secretsprovider: "default" }],
  ];
  for (const [provider, settings] of FINE)
    it(`lets ${provider} be`, async () => {
      assert.deepEqual(await saidOf(settings), []);
    });

  const PASSPHRASES: readonly (readonly [string, Record<string, string>])[] = [
    ["a salt alone", { encryptionsalt: SALT }],
    ["a passphrase by name", { secretsprovider: "passphrase", encryptionsalt: SALT }],
    ["a passphrase by name before its salt is there", { secretsprovider: "passphrase" }],
    ["a salt under the default", { secretsprovider: "default", encryptionsalt: SALT }],
  ];
  for (const [provider, settings] of PASSPHRASES)
    it(`finds ${provider}`, async () => {
      const [violation, ...others] = await saidOf(settings);
      assert.match(
        violation ?? "",
        /^lobechat-prod opens its secrets with a passphrase, .*Pulumi\.prod\.yaml\. To mend it: run pulumi stack change-secrets-provider/,
      );
      assert.deepEqual(others, []);
    });

  it("says that it cannot tell of a stack without a file", async () => {
    assert.deepEqual(await saidOf(undefined), [
      "not applicable: there is no Pulumi.prod.yaml here",
    ]);
  });

  it("says that it cannot tell of another project's stack of the same name", async () => {
    assert.deepEqual(await saidOf({ encryptionsalt: SALT }, "elsewhere"), [
      "not applicable: elsewhere is not the project that is here",
    ]);
  });
});

/** As the SDK asks: one validation after the other, each of which may say that it does not apply. */
async function said(folder: string, urn: string): Promise<string[]> {
  const lines: string[] = [];
  const { validateResource = [] } = secretsProviderRule(folder);
  const args: ResourceValidationArgs = {
    ...{ type: "pulumi:pulumi:Stack", name: "lobechat-prod", urn, props: {}, stackTags: new Map() },
    opts: {
      ...{ protect: false, ignoreChanges: [], aliases: [], additionalSecretOutputs: [] },
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    },
    isType: () => false,
    asType: () => undefined,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the SDK's signature
    getConfig: <T extends object>() => ({}) as T,
    notApplicable: (reason = "") => {
      throw new NotApplicable(reason);
    },
  };
  for (const validate of [validateResource].flat())
    try {
      await validate(args, (message) => lines.push(message));
    } catch (error) {
      if (!(error instanceof NotApplicable)) throw error;
      lines.push(`not applicable: ${error.message}`);
    }
  return lines;
}

class NotApplicable extends Error {}
