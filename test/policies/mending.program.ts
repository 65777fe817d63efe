import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Properties } from "../../drill/engine/envelope";
import type { PolicyPack } from "../../drill/engine/policyPack";
import { PolicyPacks } from "../../drill/engine/policyPacks";

const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

const CLOSED = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

describe("policies that mend", () => {
  const packs = new PolicyPacks();
  const folder = mkdtempSync(join(tmpdir(), "lobechat-mending-"));
  let pack: PolicyPack | undefined;
  before(async () => {
    const levels = join(folder, "levels.json");
    const exceptions = [{ resource: "website", reason: "a page that everybody reads" }];
    writeFileSync(levels, JSON.stringify({ "public-access-is-blocked": { exceptions } }));
    const policies = join(__dirname, "..", "..", "policies");
    [pack] = await packs.load({ policyPacks: [policies], policyPackConfigs: [levels] });
  });
  after(() => {
    packs.close();
    rmSync(folder, { recursive: true });
  });

  /** What is made of a resource's properties, and by which policy. */
  async function mended(type: string, name: string, properties: Properties) {
    const remediations = await pack?.remediate({
      properties,
      state: {
        ...{ type, urn: `urn:pulumi:prod::lobechat::${type}::${name}`, custom: true, id: "" },
        ...{ delete: false, pendingReplacement: false, protect: false, retainOnDelete: false },
        ...{ parent: "", provider: "", dependencies: [], propertyDependencies: {} },
        ...{ initErrors: [], additionalSecretOutputs: [], ignoreChanges: [], replaceOnChanges: [] },
        ...{ resourceHooks: {}, customTimeouts: { create: 0, update: 0, delete: 0 } },
      },
      goal: undefined,
      provider: undefined,
    });
    return remediations?.map(({ policy, properties: now }) => ({ policy, now }));
  }

  it("turn on what is off of a public access block, of a bucket that is not there yet", async () => {
    const block = { bucket: unknownValue, ...CLOSED, blockPublicPolicy: false };
    assert.deepEqual(await mended(BLOCK, "files", block), [
      { policy: "public-access-is-blocked", now: { bucket: unknownValue, ...CLOSED } },
    ]);
  });

  it("make a load balancer drop invalid headers where nothing is said", async () => {
    assert.deepEqual(await mended(BALANCER, "edge", { idleTimeout: 300 }), [
      {
        policy: "balancer-drops-invalid-headers",
        now: { idleTimeout: 300, dropInvalidHeaderFields: true },
      },
    ]);
  });

  it("change nothing where all is well", async () => {
    assert.deepEqual(await mended(BLOCK, "files", CLOSED), []);
  });

  it("change nothing that is an exception", async () => {
    assert.deepEqual(await mended(BLOCK, "website", { blockPublicPolicy: false }), []);
  });
});
