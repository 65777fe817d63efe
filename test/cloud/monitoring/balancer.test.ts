import assert from "node:assert/strict";
import { GetMetricDataCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { clientsAt, type Clients } from "../awsApi/clients";
import { until } from "../support/world";
import { Watched } from "./watched";

describe("what CloudWatch is told of a load balancer", () => {
  let watched: Watched;
  let clients: Clients;
  const began = new Date();
  before(async () => {
    watched = await Watched.start();
    clients = clientsAt(watched.world.cloud.awsEndpoint);
    assert.deepEqual(
      (await watched.ask(10)).filter((status) => status === 500),
      [500, 500],
    );
  });
  after(async () => {
    clients.destroy();
    await watched.world.close();
  });

  /** All values since the tests began, by a statistic over minutes. */
  async function valuesOf(
    MetricName: string,
    Stat: string,
    dimensions: Record<string, string>,
    Namespace = "AWS/ApplicationELB",
  ): Promise<number[]> {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace, MetricName, Dimensions };
    const { MetricDataResults = [] } = await clients.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: began,
        EndTime: new Date(),
        MetricDataQueries: [{ Id: "m1", MetricStat: { Metric, Period: 60, Stat } }],
      }),
    );
    return MetricDataResults[0]?.Values ?? [];
  }
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

  it("has every request once for its group and once for the whole", async () => {
    const { LoadBalancer } = watched.dimensions;
    assert.equal(sum(await valuesOf("RequestCount", "Sum", watched.dimensions)), 10);
    assert.equal(sum(await valuesOf("RequestCount", "Sum", { LoadBalancer })), 10);
  });

  it("has the answers of targets by their class", async () => {
    const { dimensions } = watched;
    assert.equal(sum(await valuesOf("HTTPCode_Target_5XX_Count", "Sum", dimensions)), 2);
    assert.equal(sum(await valuesOf("HTTPCode_Target_2XX_Count", "Sum", dimensions)), 8);
  });

  it("has seconds until answers began, and the slowest of them", async () => {
    const { dimensions } = watched;
    assert.equal(sum(await valuesOf("TargetResponseTime", "SampleCount", dimensions)), 10);
    const slowest = await valuesOf("TargetResponseTime", "p99", dimensions);
    const most = await valuesOf("TargetResponseTime", "Maximum", dimensions);
    assert.deepEqual(slowest, most);
    assert.ok(
      slowest.every((seconds) => seconds > 0 && seconds < 5),
      slowest.join(),
    );
  });

  it("has the healthy hosts of a group", async () => {
    await until("hosts were counted", async () => {
      const counted = await valuesOf("HealthyHostCount", "Minimum", watched.dimensions);
      return counted[0] === 1;
    });
  });

  it("has what the load balancer answers itself apart, and never as a request", async () => {
    const { world, dimensions } = watched;
    const { LoadBalancer } = dimensions;
    await world.engine.put("aws:lb/listenerRule:ListenerRule", "closed", {
      listenerArn: world.engine.stateOf("aws:lb/listener:Listener", "edge-https").id,
      priority: 1,
      conditions: [{ pathPattern: { values: ["/closed"] } }],
      actions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "503", messageBody: "closed" },
        },
      ],
    });
    await until(
      "the rule is in effect",
      async () => (await world.ask("/closed")).body === "closed",
    );
    const closed = sum(await valuesOf("HTTPCode_ELB_5XX_Count", "Sum", { LoadBalancer }));
    assert.ok(closed >= 1, `${closed} answers of its own`);
    assert.deepEqual(await valuesOf("HTTPCode_ELB_5XX_Count", "Sum", dimensions), []);
  });

  it("takes what a program measures", async () => {
    const Dimensions = [{ Name: "Color", Value: "green" }];
    await clients.cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: "LobeChat",
        MetricData: [{ MetricName: "Flips", Dimensions, Value: 1, Timestamp: new Date() }],
      }),
    );
    assert.deepEqual(await valuesOf("Flips", "Sum", { Color: "green" }, "LobeChat"), [1]);
    assert.deepEqual(await valuesOf("Flips", "Sum", { Color: "blue" }, "LobeChat"), []);
  });
});
