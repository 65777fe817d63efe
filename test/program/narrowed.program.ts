import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiledProgram } from "../support/compiled";
import { Program } from "./support/program";
import { DUMP_IMAGES, withExistingDatabase } from "./support/stacks";

describe("a rollback narrowed to the traffic rule", () => {
  let program: Program;
  before(async () => {
    program = await Program.open({ config: withExistingDatabase() });
    const { error } = await program.up();
    assert.equal(error, undefined);
  });
  after(() => program.close());

  it("works also while the configuration asks for parts that no update has made yet", async () => {
    const { did, error } = await program.up(
      {},
      {
        target: [await program.trafficRule()],
        config: {
          activeColor: "green",
          database: "{}",
          secrets: "{}",
          snapshots: JSON.stringify({ awsImage: DUMP_IMAGES.awsImage }),
        },
      },
    );
    assert.equal(error, undefined);
    assert.deepEqual(did, ["update ListenerRule traffic"]);
  });

  it("works also with a raised provider and a new part of each colour that nobody has deployed yet", async () => {
    const today = readFileSync(INDEX, "utf8");
    writeFileSync(INDEX, tomorrow(today));
    try {
      for (const activeColor of ["blue", "green"]) {
        const target = [await program.trafficRule()];
        const { did, error } = await program.up({}, { target, config: { activeColor } });
        assert.equal(error, undefined);
        assert.deepEqual(did, ["update ListenerRule traffic"]);
      }
      const parts = (await program.resources()).map(({ urn }) => urn.split("::").at(-1));
      assert.ok(!parts.includes("blue-later"), "the new part was made");
    } finally {
      writeFileSync(INDEX, today);
    }
  });

  it("tells in its outputs what was deployed, and not what was asked for", async () => {
    const outputs = await program.outputs();
    assert.deepEqual(outputs["weights"]?.value, { blue: 0, green: 100 });
    assert.equal(outputs["activeColor"]?.value, "green");
    const { version, digest } = releaseOf(outputs["releases"]?.value, "green");
    assert.equal(version, "2.1.26");
    assert.match(digest ?? "", /^sha256:2{64}$/);
  });
});

const INDEX = join(compiledProgram(join(__dirname, "..", "..")), "index.js");

/** The program as its next commit may be: a newer SDK of AWS, and a new child in each colour. */
function tomorrow(index: string): string {
  const start = 'super("lobechat:kubernetes:ColorStack", name, {}, opts);';
  assert.ok(index.includes(start));
  const child =
    'new (require("@pulumi/kubernetes").core.v1.ConfigMap)(name + "-later", { metadata: { name: name + "-later" } }, { parent: this });';
  const raised =
    'require("@pulumi/aws/utilities").resourceOptsDefaults = () => ({ version: "7.99.0" });';
  return `${raised}\n${index.replace(start, `${start}\n${child}`)}`;
}

function releaseOf(releases: unknown, color: "blue" | "green") {
  return (releases as Record<string, { version?: string; digest?: string }>)[color] ?? {};
}
