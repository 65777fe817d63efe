import assert from "node:assert/strict";
import { CONNECT_SCRIPT } from "../../components/app/connectScript";
import { Shell } from "./kubernetes/shell";

describe("a connection to PostgreSQL", () => {
  const connect = async (url: string): Promise<string[]> => {
    const shell = new Shell({ psql: 'note "$@"; note "password=$PGPASSWORD"' });
    const { code, calls } = await shell.run(
      `set -eu\n${CONNECT_SCRIPT}connect "$URL"\npsql "$database"`,
      { URL: url, PGPASSWORD: "another's" },
    );
    shell.remove();
    assert.equal(code, 0);
    return calls;
  };

  it("keeps the password out of what a process is started with", async () => {
    assert.deepEqual(await connect("postgresql://me:pw@db:5432/lobechat?sslmode=verify-full"), [
      "postgresql://me@db:5432/lobechat?sslmode=verify-full",
      "password=pw",
    ]);
  });

  it("takes the password as it is, without what the address escapes", async () => {
    const password = "a@b/c%d:e f?g'\"$h\\ü";
    const url = new URL("postgresql://me@db/lobechat");
    url.password = encodeURIComponent(password);
    assert.deepEqual(await connect(url.href), [
      "postgresql://me@db/lobechat",
      `password=${password}`,
    ]);
  });

  it("without a password gives none, and not one of before", async () => {
    for (const url of [
      "postgresql://me@db:5432/lobechat",
      "postgresql://db/lobechat?options=a:b@c",
    ])
      assert.deepEqual(await connect(url), [url, "password="]);
  });
});
