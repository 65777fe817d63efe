import assert from "node:assert/strict";
import { Clock } from "../../../drill/clock";
import { Container } from "../../../drill/cloud/docker/engine/container";
import { containerSettings } from "../../../drill/cloud/docker/engine/settings";

const settings = containerSettings.parse({ name: "web", image: "web", restart: "always" });

const ended = {
  ended: Promise.resolve("exit code 3"),
  stop: () => undefined,
  kill: () => undefined,
};

describe("a container of the stand-in's Docker", () => {
  let log: typeof console.error;
  before(() => {
    log = console.error;
    console.error = () => undefined;
  });
  after(() => {
    console.error = log;
  });

  it("stays ended when what it runs cannot be started again", async () => {
    let starts = 0;
    const launch = () => {
      if (++starts > 1) throw new Error("port is already allocated");
      return Promise.resolve({ workload: ended });
    };
    const container = new Container("web", settings, { clock: new Clock(60), launch });
    await container.start();
    await container.ended();
    assert.equal(starts, 2);
    assert.equal(container.status, "exited");
    assert.equal(container.exitCode, 3);
  });
});
