import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import type { ConfigValue } from "@pulumi/pulumi/automation";
import { RELEASES } from "../../drill/scenario/catalogue";
import { filesBelow, type Leaving } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { secretsOf } from "../../drill/scenario/secrets/secretsOf";
import { DockerProgram } from "../program/support/dockerProgram";
import type { Outcome } from "../program/support/told";
import { canary, jwksKey, keyVaultsSecret } from "./support/planted";
import { ProcessList } from "./support/processList";
import { shown } from "./support/shown";

/** Whatever a container is started with that only its own processes and root read. */
const FOR_ITSELF = ["envs", "uploads"];
/** How Pulumi marks a secret in a state. */
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

function planted(): Record<string, ConfigValue> {
  const secrets = { authSecret: canary(), keyVaultsSecret: keyVaultsSecret(), jwksKey: jwksKey() };
  const apiKeys = { OPENAI_API_KEY: `sk-${canary()}`, SMTP_PASS: canary() };
  return {
    secrets: { value: JSON.stringify(secrets), secret: true },
    apiKeys: { value: JSON.stringify(apiKeys), secret: true },
  };
}

describe("canaries in every secret of a docker stack", () => {
  const leavings: Leaving[] = [];
  let program: DockerProgram;
  before(async () => {
    program = await DockerProgram.open();
  });
  after(() => program.close());

  function hear(place: string, outcome: Outcome, ending: "passes" | "fails"): void {
    assert.equal(outcome.error === undefined ? "passes" : "fails", ending, outcome.error);
    leavings.push({ place, content: `${outcome.error}\n${JSON.stringify(shown(outcome))}` });
  }

  it("are nowhere in what is left behind, nor in the process list", async () => {
    const list = existsSync("/proc/self/cmdline") ? new ProcessList() : undefined;
    hear("the first update", await program.up({}, planted()), "passes");
    hear("the sick release", await program.up({ green: RELEASES.sick }), "fails");
    hear("the flip", await program.up({ green: RELEASES.next, activeColor: "green" }), "passes");
    const wrong = { apiKeys: { value: `["${canary()}"]`, secret: true } };
    hear("the wrong configuration", await program.up({ activeColor: "blue" }, wrong), "fails");
    const secrets = await secretsOf(program, program.cloud);
    const places = [...leavings, ...(list?.end() ?? []), ...filesBelow(program.workDir)];
    const { sought, found } = lookForSecrets(secrets, places, [{ id: "night" }]);
    assert.deepEqual(found, []);
    assert.ok(sought >= 10, `${sought} secrets were looked for`);
    assert.ok(places.length > 20, `in ${places.length} places`);
  });

  it("are in no label, no command line and no name of a container", async () => {
    const containers = await program.containers();
    assert.ok(containers.length > 8, `${containers.length} containers`);
    for (const { urn, inputs } of containers) {
      const public_ = Object.entries(inputs).filter(([input]) => !FOR_ITSELF.includes(input));
      // What is in plain text was looked at in the state's file.
      for (const [input, value] of public_)
        assert.ok(!JSON.stringify(value).includes(SECRET), `${urn}: ${input}`);
    }
  });
});
