import assert from "node:assert/strict";
import { siteAt } from "../../drill/against/siteAt";

describe("where a stack's URL leads", () => {
  it("is a host and a port, this machine for names below localhost", () => {
    const { scheme, address, authority } = siteAt("http://lobechat.localhost:8080");
    assert.deepEqual(
      [scheme, address, authority],
      ["http", { host: "127.0.0.1", port: 8080 }, "lobechat.localhost:8080"],
    );
    const secure = siteAt("https://chat.example.com");
    assert.deepEqual(
      [secure.scheme, secure.address, secure.authority],
      ["https", { host: "chat.example.com", port: 443 }, "chat.example.com"],
    );
  });
});
