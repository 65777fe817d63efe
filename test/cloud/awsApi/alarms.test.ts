import assert from "node:assert/strict";
import {
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import { COMPOSITE_ALARM, METRIC_ALARM, Watched } from "../monitoring/watched";
import { until } from "../support/world";
import { clientsAt, type Clients } from "./clients";

describe("CloudWatch's API", () => {
  let watched: Watched;
  let clients: Clients;
  before(async () => {
    watched = await Watched.start();
    clients = clientsAt(watched.world.cloud.awsEndpoint);
    await watched.putErrorsAlarm();
    await watched.putCompositeAlarm();
  });
  after(async () => {
    clients.destroy();
    await watched.world.close();
  });

  it("describes metric alarms, and composite ones only where they are asked for", async () => {
    const both = { AlarmNames: ["blue", "blue-errors", "green"] };
    const found = await clients.cloudWatch.send(new DescribeAlarmsCommand(both));
    assert.deepEqual(
      found.MetricAlarms?.map(({ AlarmName }) => AlarmName),
      ["blue-errors"],
    );
    assert.deepEqual(found.CompositeAlarms, []);
    const AlarmTypes = ["CompositeAlarm" as const];
    const { CompositeAlarms = [] } = await clients.cloudWatch.send(
      new DescribeAlarmsCommand({ ...both, AlarmTypes }),
    );
    assert.equal(CompositeAlarms[0]?.AlarmRule, 'ALARM("blue-errors")');
    assert.ok(CompositeAlarms[0].StateUpdatedTimestamp instanceof Date);
  });

  it("sets a state until the end of a period says otherwise, and tells the story of it", async () => {
    await until("the alarm has looked", async () => {
      return (await watched.statesOf("blue-errors")).join() === "OK";
    });
    const began = new Date();
    await clients.cloudWatch.send(
      new SetAlarmStateCommand({
        AlarmName: "blue-errors",
        StateValue: "ALARM",
        StateReason: "a test",
      }),
    );
    await until("it is over", async () => (await watched.statesOf("blue")).at(-1) === "OK");
    const { AlarmHistoryItems = [] } = await clients.cloudWatch.send(
      new DescribeAlarmHistoryCommand({ AlarmName: "blue-errors", StartDate: began }),
    );
    assert.deepEqual(
      AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary),
      ["Alarm updated from ALARM to OK", "Alarm updated from OK to ALARM"],
    );
    assert.match(AlarmHistoryItems[1]?.HistoryData ?? "", /"stateReason":"a test"/);
    assert.deepEqual(await watched.statesOf("blue"), ["OK", "ALARM", "OK"]);
  });

  it("sets a composite alarm's state until one that it looks at changes", async () => {
    const setState = (AlarmName: string, StateValue: "OK" | "ALARM") =>
      clients.cloudWatch.send(
        new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: "a test" }),
      );
    const before = (await watched.statesOf("blue")).length;
    const periods = (await watched.statesOf("blue-errors")).length;
    await setState("blue", "ALARM");
    await setState("blue-errors", "ALARM");
    await until("the period's end", async () => {
      return (await watched.statesOf("blue-errors")).length === periods + 2;
    });
    const states = (await watched.statesOf("blue")).slice(before);
    assert.deepEqual(states, ["ALARM", "OK"]);
  });

  it("refuses the state of an alarm that is not there", async () => {
    await assert.rejects(
      clients.cloudWatch.send(
        new SetAlarmStateCommand({ AlarmName: "none", StateValue: "OK", StateReason: "x" }),
      ),
      { name: "ResourceNotFound" },
    );
  });

  it("keeps an alarm that a composite one looks at", async () => {
    const { engine } = watched.world;
    await assert.rejects(
      engine.remove(METRIC_ALARM, "blue-errors"),
      /there are composite alarm\(s\) depending on it: blue/,
    );
    await engine.remove(COMPOSITE_ALARM, "blue");
    await engine.remove(METRIC_ALARM, "blue-errors");
  });
});
