import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { DockerProgram } from "./support/dockerProgram";
import { Program } from "./support/program";
import type { Outcome, Values } from "./support/told";

/** What a test needs of the program on either platform. */
interface Opened {
  up: (config: Values) => Promise<Outcome>;
  close: () => Promise<void>;
}

const OPEN: Readonly<Record<string, () => Promise<Opened>>> = {
  aws: async () => {
    const program = await Program.open();
    return { up: (config) => program.up({}, { config }), close: program.close };
  },
  docker: async () => {
    const program = await DockerProgram.open();
    return { up: (config) => program.up({}, config), close: program.close };
  },
};

const secrets = (keyVaultsSecret: string): Values => ({
  secrets: { value: JSON.stringify({ keyVaultsSecret }), secret: true },
});

for (const [platform, open] of Object.entries(OPEN))
  describe(`KEY_VAULTS_SECRET of a stack on ${platform}`, () => {
    const deployed = randomBytes(32).toString("base64");
    const other = randomBytes(32).toString("base64");
    let program: Opened;
    before(async () => {
      program = await open();
      const { error } = await program.up(secrets(deployed));
      assert.equal(error, undefined);
    });
    after(() => program.close());

    it("is never replaced by another: the update says so, and no color hears of it", async () => {
      const { error = "", did, said } = await program.up(secrets(other));
      assert.match(error, /KEY_VAULTS_SECRET of stack ".*" is not the deployed one/);
      assert.match(error, /fix: +pulumi config set --secret --path 'secrets\.keyVaultsSecret'/);
      assert.deepEqual(did, []);
      for (const secret of [deployed, other]) assert.ok(!said.includes(secret), "it is told");
    });

    it("is no obstacle as long as it is the same", async () => {
      const { error, did } = await program.up(secrets(deployed));
      assert.equal(error, undefined);
      assert.deepEqual(did, []);
    });

    it("may be left out no more than changed: one would be made", async () => {
      const { error = "", did } = await program.up({ secrets: { value: "{}", secret: true } });
      assert.match(error, /is not the deployed one/);
      assert.deepEqual(
        did.filter((step) => !step.startsWith("create RandomBytes")),
        [],
      );
    });
  });
