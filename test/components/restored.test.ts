import assert from "node:assert/strict";
import { besideUrl, restoredDatabase } from "../../components/app/restored";

describe("the database of a restore", () => {
  it("is named after its snapshot, the same whenever it is asked for", () => {
    const name = restoredDatabase("backups/hourly/one.dump");
    assert.match(name, /^lobechat_[0-9a-f]{8}$/);
    assert.equal(restoredDatabase("backups/hourly/one.dump"), name);
    assert.notEqual(restoredDatabase("backups/hourly/two.dump"), name);
  });

  it("is on the live one's server, by the same name and the same way of trust", () => {
    assert.equal(
      besideUrl("postgresql://lobechat:p%40ss@db:5432/lobechat?sslmode=verify-full", "beside"),
      "postgresql://lobechat:p%40ss@db:5432/beside?sslmode=verify-full",
    );
  });
});
