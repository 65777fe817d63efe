import assert from "node:assert/strict";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { filesBelow, type Leaving } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { KubernetesApi } from "../components/kubernetes/kubernetesApi";
import { Program } from "./support/program";
import { exampleOf } from "./support/stacks";

const canary = () => randomBytes(24).toString("hex");

const databasePassword = canary();
const planted = {
  authSecret: canary(),
  keyVaultsSecret: randomBytes(32).toString("base64"),
  jwksKey: JSON.stringify({ keys: [privateJwk()] }),
  secretAccessKey: canary(),
  OPENAI_API_KEY: `sk-${canary()}`,
};

function privateJwk() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return privateKey.export({ format: "jwk" });
}

describe("every secret that a configuration has", () => {
  const api = new KubernetesApi();
  let program: Program;
  let known: Record<string, string>;
  const leavings: Leaving[] = [];
  before(async () => {
    const kubeconfig = await api.listen();
    known = { kubeconfig, databasePassword, ...planted };
    const { authSecret, keyVaultsSecret, jwksKey, secretAccessKey, OPENAI_API_KEY } = planted;
    const url = `postgresql://lobechat:${databasePassword}@db:5432/lobechat?sslmode=verify-full`;
    const config = exampleOf("examples/Pulumi.installation.yaml", {
      cluster: { kubeconfig },
      database: { url },
      files: { secretAccessKey },
      secrets: { authSecret, keyVaultsSecret, jwksKey },
      apiKeys: { OPENAI_API_KEY },
    });
    program = await Program.open({ config });
    const { said, error } = await program.up();
    assert.equal(error, undefined);
    leavings.push({ place: "what the engine said", content: said });
  });
  after(async () => {
    await program.close();
    await api.close();
  });

  it("stands nowhere in plain text: not in the state, not in an event", () => {
    assert.deepEqual(leaksOf(known, [...leavings, ...filesBelow(program.workDir)]), []);
  });

  it("is in no output that is not marked as one", async () => {
    const outputs = Object.entries(await program.outputs()).filter(([, { secret }]) => !secret);
    assert.ok(outputs.length > 5);
    assert.deepEqual(leaksOf(known, [{ place: "outputs", content: JSON.stringify(outputs) }]), []);
  });

  it("is not told by the report of a configuration that is wrong", async () => {
    const database = { url: `postgresql://lobechat:${databasePassword}@db:5432/lobechat` };
    const { error = "" } = await program.up({}, { config: { database: JSON.stringify(database) } });
    assert.match(error, /lobechat:database.url = \(secret\)/);
    assert.deepEqual(leaksOf(known, [{ place: "the error", content: error }]), []);
  });
});

function leaksOf(known: Record<string, string>, places: Iterable<Leaving>): string[] {
  const secrets = Object.entries(known).map(([name, value]) => ({ name, value }));
  return lookForSecrets(secrets, places, [{ id: "up" }]).found.map(
    ({ name, place }) => `${name} in ${place}`,
  );
}
