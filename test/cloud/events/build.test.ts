import assert from "node:assert/strict";
import { z } from "zod";
import { Watched } from "../monitoring/watched";
import { until } from "../support/world";

describe("a release that fails under the eyes of CloudWatch", () => {
  let watched: Watched;
  before(async () => {
    watched = await Watched.start();
    await watched.putErrorsAlarm();
    await watched.putCompositeAlarm();
    await watched.putBuild();
    await until("all is well", async () => (await watched.statesOf("blue")).at(-1) === "OK");
    while ((await watched.statesOf("blue")).at(-1) !== "ALARM") await watched.ask(10);
  });
  after(() => watched.world.close());

  it("makes its alarm sound, and by it the composite one", async () => {
    const { alarms } = await watched.world.cloud.observe();
    const [errors, blue] = ["blue-errors", "blue"].map((name) =>
      alarms.find((alarm) => alarm.name === name && alarm.state === "ALARM"),
    );
    assert.match(errors?.reason ?? "", /^Threshold Crossed: 2 out of the last 3 datapoints/);
    assert.match(blue?.reason ?? "", /alarm:blue-errors transitioned to ALARM/);
    assert.ok(errors !== undefined && blue !== undefined && errors.at <= blue.at);
  });

  it("is told to the alarm's topic", async () => {
    const notifications = await watched.world.cloud.notifications();
    const told = notifications.filter(({ subject }) => subject.startsWith("ALARM"));
    assert.equal(told.length, 1);
    assert.equal(told[0]?.subject, 'ALARM: "blue" in EU (Frankfurt)');
    const message = z.object({ AlarmName: z.string(), NewStateValue: z.string() });
    assert.deepEqual(message.parse(JSON.parse(told[0].message)), {
      AlarmName: "blue",
      NewStateValue: "ALARM",
    });
  });

  it("starts the build once, with the project's environment and what the event says", async () => {
    await until("a build was started", () => Promise.resolve(watched.builds.length > 0));
    const [build, ...others] = watched.builds;
    assert.deepEqual(others, []);
    assert.equal(build?.project, "night");
    assert.deepEqual(Object.keys(build.environment).toSorted(), ["ALARM_EVENT", "STACK"]);
    assert.equal(build.environment["STACK"], "prod");
    const event = z.object({ alarm: z.string(), since: z.string() });
    const { alarm, since } = event.parse(JSON.parse(build.environment["ALARM_EVENT"] ?? ""));
    assert.equal(alarm, "blue");
    assert.ok(Math.abs(Date.parse(since) - build.at) < 1000, since);
  });

  it("is over for the alarm when nothing fails any more, and no build is started", async () => {
    await until("the alarm is over", async () => (await watched.statesOf("blue")).at(-1) === "OK");
    assert.equal(watched.builds.length, 1);
  });
});
