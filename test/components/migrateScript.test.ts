import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MIGRATE_SCRIPT } from "../../components/app/migrateScript";

/** Answers what the file `applied` says: nothing, or how many and when. */
const PG = `const { readFileSync } = require("node:fs");
exports.Client = class {
  constructor({ connectionString }) { this.url = connectionString; }
  on() {}
  async connect() { if (this.url.includes("away")) throw new Error("connect ECONNREFUSED " + this.url); }
  async end() {}
  async query(sql) {
    const [count, newest] = readFileSync(__dirname + "/applied", "utf8").split(" ");
    if (sql.includes("to_regclass")) return { rows: [{ is: count !== "0" }] };
    return { rows: [{ count: Number(count), newest }] };
  }
};`;

describe("the migration", () => {
  let app: string;
  beforeEach(() => {
    app = mkdtempSync(join(tmpdir(), "app-"));
    mkdirSync(join(app, "node_modules/pg"), { recursive: true });
    mkdirSync(join(app, "migrations/meta"), { recursive: true });
    write("node_modules/pg/index.js", PG);
    write("node_modules/pg/applied", "0");
    write("migrations/meta/_journal.json", `{"entries":[{"when":1000},{"when":3000}]}`);
    write(
      "docker.cjs",
      `require("node:fs").writeFileSync("${app}/node_modules/pg/applied", "2 3000")`,
    );
  });
  afterEach(() => {
    rmSync(app, { recursive: true, force: true });
  });

  const write = (file: string, text: string) => {
    writeFileSync(join(app, file), text);
  };
  const migrate = (url = "postgresql://lobechat:pw@db/lobechat") => {
    const script = MIGRATE_SCRIPT.replaceAll("/app/", `${app}/`).replaceAll(
      "/dev/termination-log",
      join(app, "termination-log"),
    );
    const env = { ...process.env, DATABASE_URL: url };
    return spawnSync(process.execPath, ["-e", script], { env, encoding: "utf8" });
  };
  const release = { count: 2, newest: 3000 };

  it("records what was applied before and after, and what the release brings", () => {
    const { status, stdout } = migrate();
    assert.equal(status, 0);
    assert.deepEqual(JSON.parse(stdout), {
      migrations: {
        before: { count: 0, newest: null },
        after: { count: 2, newest: 3000 },
        release,
      },
    });
    assert.equal(`${readFileSync(join(app, "termination-log"), "utf8")}\n`, stdout);
  });

  it("that fails ends as the migrator did, and records that nothing was applied", () => {
    write("docker.cjs", "process.exit(7)");
    const { status, stdout } = migrate();
    assert.equal(status, 7);
    assert.match(stdout, /"after":\{"count":0,"newest":null\}/);
  });

  it("goes on without a record, and says why without a password", () => {
    const { status, stdout } = migrate("postgresql://lobechat:pw@away/lobechat");
    assert.equal(status, 0);
    assert.match(stdout, /"before":\{"unknown":"connect ECONNREFUSED postgresql:\/\/…@away/);
    assert.doesNotMatch(stdout, /pw/);
    rmSync(join(app, "node_modules"), { recursive: true });
    write("docker.cjs", "");
    assert.match(migrate().stdout, /"before":\{"unknown":"Cannot find module 'pg'"\}/);
  });
});
