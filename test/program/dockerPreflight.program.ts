import assert from "node:assert/strict";
import { DockerProgram } from "./support/dockerProgram";

const NOWHERE = `sha256:${"0".repeat(64)}`;

describe("an engine that is not ready", () => {
  let program: DockerProgram;
  before(async () => {
    program = await DockerProgram.open();
  });
  after(() => program.close());

  it("is told by the program before anything is made, all that is wrong at once", async () => {
    const { did, error = "" } = await program.up(
      {},
      {
        images: JSON.stringify({ edge: NOWHERE }),
        memoryMiB: JSON.stringify({ app: 65_536, database: 65_536 }),
      },
    );
    assert.match(error, /cannot be deployed to Docker\. Nothing was changed\./);
    assert.match(error, /The engine has no image with the id sha256:0{64}: load it, or /);
    assert.match(error, /pulumi config set --path 'images\.edge' /);
    assert.match(error, /The containers may use \d+ MiB of memory together/);
    assert.deepEqual(did, []);
    assert.deepEqual(await program.containers(), []);
  });
});
