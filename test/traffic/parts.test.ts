import assert from "node:assert/strict";
import { ask } from "../../drill/traffic/ask";
import { chatFor } from "../../drill/traffic/chatPayload";
import { CookieJar } from "../../drill/traffic/cookieJar";
import { clientAddress } from "../../drill/traffic/identity";
import { startModel } from "../../drill/traffic/model";
import { startFakeApp } from "./fakeApp";

describe("what the virtual users are made of", () => {
  describe("a user's cookies", () => {
    it("are sent back by name, the newest value of each", () => {
      const jar = new CookieJar();
      jar.store(["__Secure-a=1; Path=/; Secure", "b=x=y; Max-Age=60"]);
      jar.store(["__Secure-a=2"]);
      assert.equal(jar.header(), "__Secure-a=2; b=x=y");
    });

    it("are forgotten when they expire", () => {
      const jar = new CookieJar();
      jar.store(["a=1", "b=2", "c=3"]);
      jar.store(["a=; Max-Age=0", "b=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]);
      assert.equal(jar.header(), "c=3");
    });

    it("are no header when there are none", () => {
      assert.equal(new CookieJar().header(), undefined);
    });
  });

  describe("a user's address", () => {
    it("is of a range that is never routed, and its own in a crowd of 2,000", () => {
      const all = Array.from({ length: 2000 }, (_, user) => clientAddress(user));
      assert.equal(new Set(all).size, 2000);
      assert.deepEqual(
        [all[0], all[253], all[254], all[507], all[508], all[1999]],
        [
          "203.0.113.1",
          "203.0.113.254",
          "198.51.100.1",
          "198.51.100.254",
          "198.18.0.1",
          "198.18.5.222",
        ],
      );
      for (const address of all)
        assert.match(address, /^(203\.0\.113|198\.51\.100|198\.18\.\d)\.\d+$/);
    });
  });

  describe("a single question", () => {
    it("gets the status, the body and the color that answered", async () => {
      const app = await startFakeApp();
      try {
        app.answeredBy = "green";
        const answer = await ask(app.site, "/api/auth/get-session", {
          "x-lobechat-preview": "green-1",
        });
        assert.deepEqual(answer, { status: 200, body: "null", color: "green" });
        const { headers } = app.seen[0] ?? {};
        assert.deepEqual(
          [headers?.["x-lobechat-preview"], headers?.host],
          ["green-1", "chat.example.com"],
        );
      } finally {
        await app.close();
      }
    });

    it("is not answered under a name that the certificate is not made for", async () => {
      const app = await startFakeApp();
      try {
        await assert.rejects(
          ask({ ...app.site, domain: "other.example.org" }, "/"),
          /does not match/,
        );
      } finally {
        await app.close();
      }
    });
  });

  describe("the stand-in model", () => {
    it("streams in OpenAI's form as long as it was asked to, and ends with [DONE]", async () => {
      const model = await startModel();
      try {
        const startMs = performance.now();
        const answer = await fetch(`${model.url}/chat/completions`, {
          method: "POST",
          body: JSON.stringify(chatFor(300)),
        });
        const lines = (await answer.text()).split("\n\n").filter((line) => line !== "");
        assert.ok(performance.now() - startMs >= 290);
        assert.equal(answer.headers.get("content-type"), "text/event-stream");
        assert.equal(lines.length, 6);
        assert.match(lines[1] ?? "", /^data: \{.*"delta":\{"content":"word "\}/);
        assert.match(lines[4] ?? "", /"finish_reason":"stop"/);
        assert.equal(lines[5], "data: [DONE]");
      } finally {
        await model.close();
      }
    });

    it("refuses what is no chat", async () => {
      const model = await startModel();
      try {
        const answer = await fetch(`${model.url}/chat/completions`, { method: "POST", body: "{}" });
        assert.equal(answer.status, 400);
      } finally {
        await model.close();
      }
    });
  });
});
