import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Clock } from "../../../drill/clock";
import { EngineApi } from "../../../drill/cloud/docker/api/engineApi";
import { DockerEngine } from "../../../drill/cloud/docker/engine/dockerEngine";
import { Registry } from "../../../drill/cloud/pods/registry";

describe("the stand-in's Docker Engine API", () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-api-"));
  let api: EngineApi;
  let url: string;

  before(async () => {
    const launch = () => Promise.reject(new Error("nothing runs here"));
    api = new EngineApi(new DockerEngine(new Registry(), folder, { clock: new Clock(60), launch }));
    url = (await api.listen()).replace("tcp:", "http:");
  });

  after(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  for (const [what, path] of [
    ["a filter that it does not know", '/containers/json?filters={"ancestor":["redis"]}'],
    ["filters that are no JSON", "/containers/json?filters=label"],
    ["a name that is no proper encoding", "/containers/%E0/json"],
  ] as const) {
    it(`refuses ${what}, and goes on`, async () => {
      const refused = await fetch(url + path);
      assert.equal(refused.status, 400);
      assert.match(await refused.text(), /^\{"message":"the stand-in's engine /);
      assert.equal(await (await fetch(`${url}/_ping`)).text(), "OK");
    });
  }

  it("is only read from", async () => {
    const refused = await fetch(`${url}/containers/create`, { method: "POST" });
    assert.equal(refused.status, 405);
  });

  it("says of what is not there that it is not", async () => {
    assert.equal((await fetch(`${url}/v1.51/containers/web/json`)).status, 404);
    assert.equal((await fetch(`${url}/exec/1/json`)).status, 404);
  });
});
