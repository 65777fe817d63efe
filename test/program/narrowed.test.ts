import assert from "node:assert/strict";
import { Program } from "./support/program";
import { changed, production } from "./support/stacks";

const url = "postgresql://lobechat:pw@db.internal:5432/lobechat?sslmode=verify-full";
const awsImage = `docker.io/amazon/aws-cli:2@sha256:${"4".repeat(64)}`;
const clientImage = `docker.io/library/postgres:17@sha256:${"3".repeat(64)}`;

describe("a rollback narrowed to the traffic rule", () => {
  let program: Program;
  before(async () => {
    const there = {
      "lobechat:database": { value: JSON.stringify({ url }), secret: true },
      "lobechat:secrets": {
        value: JSON.stringify({ keyVaultsSecret: Buffer.alloc(32, 7).toString("base64") }),
        secret: true,
      },
    };
    const config = changed(production(), { snapshots: { awsImage, clientImage } });
    program = await Program.open({ config: { ...config, ...there } });
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
          snapshots: JSON.stringify({ awsImage }),
        },
      },
    );
    assert.equal(error, undefined);
    assert.deepEqual(did, ["update ListenerRule traffic"]);
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

function releaseOf(releases: unknown, color: "blue" | "green") {
  return (releases as Record<string, { version?: string; digest?: string }>)[color] ?? {};
}
