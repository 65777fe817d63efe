import assert from "node:assert/strict";
import { z } from "zod";
import { filesBelow, type Leaving } from "../../drill/scenario/secrets/leavings";
import { lookForSecrets } from "../../drill/scenario/secrets/lookForSecrets";
import { secretsOf } from "../../drill/scenario/secrets/secretsOf";
import { DockerProgram } from "./support/dockerProgram";
import type { StateResource } from "./support/told";

const INPUTS = z.object({
  labels: z.array(z.object({ label: z.string(), value: z.string() })),
  ports: z.array(z.unknown()).default([]),
  networksAdvanced: z.array(z.object({ name: z.string() })),
  securityOpts: z.array(z.string()),
  capabilities: z.object({ drops: z.array(z.string()) }),
  memory: z.number(),
  restart: z.string(),
});

describe("the docker stack", () => {
  let program: DockerProgram;
  let containers: { name: string; inputs: StateResource["inputs"] }[];
  let said: string;
  before(async () => {
    program = await DockerProgram.open();
    const { error, said: told } = await program.up();
    assert.equal(error, undefined);
    said = told;
    containers = (await program.containers()).map(({ urn, inputs }) => ({
      name: urn.split("::").at(-1) ?? "",
      inputs,
    }));
  });
  after(() => program.close());

  it("publishes the ports of the load balancer alone, and has one network", () => {
    const published = containers.filter(({ inputs }) => INPUTS.parse(inputs).ports.length > 0);
    assert.deepEqual(
      published.map(({ name }) => name),
      ["edge"],
    );
    const networks = containers.flatMap(({ inputs }) =>
      INPUTS.parse(inputs).networksAdvanced.map(({ name }) => name),
    );
    assert.equal(new Set(networks).size, 1);
  });

  it("lets no container gain rights, and gives each a limit of memory", () => {
    assert.ok(containers.length > 15, String(containers.length));
    for (const { name, inputs } of containers) {
      const { securityOpts, capabilities, memory } = INPUTS.parse(inputs);
      assert.ok(securityOpts.includes("no-new-privileges:true"), name);
      assert.deepEqual(capabilities.drops, ["ALL"], name);
      assert.ok(memory > 0, name);
    }
  });

  it("says of every container whose stack and which part it is", () => {
    for (const { name, inputs } of containers) {
      const labels = INPUTS.parse(inputs).labels.map(({ label }) => label);
      assert.ok(labels.includes("lobechat.stack") && labels.includes("lobechat.part"), name);
    }
  });

  it("starts a job once, and everything else whenever Docker starts", () => {
    for (const { name, inputs } of containers) {
      const once = /^(?:snapshot-|migration-|bucket$|traffic$|.*-routes$)/.test(name);
      assert.equal(INPUTS.parse(inputs).restart, once ? "no" : "unless-stopped", name);
    }
  });

  it("has every secret nowhere in plain text: not in a label or a command, not in the state, not in an event", async () => {
    const places: Leaving[] = [
      ...containers.map(({ name, inputs: { labels, command, entrypoints } }) => ({
        place: `labels and command of ${name}`,
        content: JSON.stringify([labels, command, entrypoints]),
      })),
      ...filesBelow(program.engineDir),
      { place: "what the engine said", content: said },
    ];
    const secrets = await secretsOf({ deployment: program.deployment }, program.cloud);
    const { sought, found } = lookForSecrets(secrets, places, [{ id: "up" }]);
    assert.ok(sought > 10, String(sought));
    assert.deepEqual(
      found.map(({ name, place }) => `${name} in ${place}`),
      [],
    );
  });

  it("keeps its data when it is destroyed", async () => {
    const volumes = (await program.resources()).filter(
      ({ type }) => type === "docker:index/volume:Volume",
    );
    const kept = volumes.filter(({ retainOnDelete }) => retainOnDelete === true);
    const names = kept.map(({ urn }) => urn.split("::").at(-1));
    assert.deepEqual(names.sort(), ["database", "files", "sessions", "snapshots"]);
  });
});
