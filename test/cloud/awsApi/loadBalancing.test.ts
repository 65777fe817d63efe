import assert from "node:assert/strict";
import {
  DescribeAccountLimitsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { digestOf, EVERY_PATH, Stack } from "../support/stack";
import { until, World } from "../support/world";
import { clientsAt, type Clients } from "./clients";

describe("Elastic Load Balancing's API", () => {
  let world: World;
  let stack: Stack;
  let clients: Clients;
  before(async () => {
    world = await World.start();
    clients = clientsAt(world.cloud.awsEndpoint);
    await world.cloud.publish({ digest: digestOf("a"), version: "1.0.0" });
    stack = await Stack.create(world);
    await stack.group("blue", { rule: EVERY_PATH });
    await stack.group("green");
    await stack.deploy("blue", "a");
    await stack.deploy("green", "a");
  });
  after(async () => {
    clients.destroy();
    await world.close();
  });

  async function healthOf(group: string) {
    const TargetGroupArn = stack.groupArns[group];
    const { TargetHealthDescriptions = [] } = await clients.elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    return TargetHealthDescriptions;
  }

  it("describes the health of targets", async () => {
    await until("blue is healthy", async () => (await world.count("blue", "healthy")) === 1);
    const [target, ...others] = await healthOf("blue");
    assert.deepEqual(others, []);
    assert.equal(target?.Target?.Id, "127.0.0.1");
    assert.equal(typeof target.Target.Port, "number");
    assert.deepEqual(target.TargetHealth, { State: "healthy" });
  });

  it("says why a target is not healthy", async () => {
    const [target] = await healthOf("green");
    assert.deepEqual(target?.TargetHealth, {
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target group is not configured to receive traffic from the load balancer",
    });
  });

  it("refuses a target group that is not there by its code", async () => {
    const TargetGroupArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/a/b";
    await assert.rejects(clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn })), {
      name: "TargetGroupNotFoundException",
      message: `'${TargetGroupArn}' not found`,
    });
  });

  it("refuses what it does not know by its name", async () => {
    await assert.rejects(clients.elb.send(new DescribeAccountLimitsCommand({})), {
      name: "InvalidAction",
      message: /DescribeAccountLimits/,
    });
  });

  it("shows in the listener's output where it listens here", async () => {
    const { listeners } = await world.cloud.observe();
    const { inputs, outputs } = world.engine.stateOf("aws:lb/listener:Listener", "edge-https");
    assert.equal(inputs["port"], 443);
    assert.equal(outputs["port"], listeners[443]?.port);
  });
});
