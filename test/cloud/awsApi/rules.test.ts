import assert from "node:assert/strict";
import {
  AddTagsCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  ModifyRuleCommand,
  RemoveTagsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Properties } from "../../../drill/engine/envelope";
import { EVERY_PATH, Stack } from "../support/stack";
import { RULE, textAt, until, World } from "../support/world";
import { clientsAt, type Clients } from "./clients";

describe("a rule, changed by the API", () => {
  let world: World;
  let stack: Stack;
  let clients: Clients;
  let ruleArn: string;
  let inputs: Properties;
  before(async () => {
    world = await World.start();
    clients = clientsAt(world.cloud.awsEndpoint);
    stack = await Stack.create(world);
    await stack.group("blue");
    await stack.group("green");
    inputs = to("blue");
    ruleArn = textAt(await world.engine.put(RULE, "traffic", inputs), "arn");
  });
  after(async () => {
    clients.destroy();
    await world.close();
  });

  const arnOf = (color: string) => stack.groupArns[color] ?? assert.fail(`no ${color}`);

  /** As the program writes the traffic rule. */
  function to(color: string): Properties {
    return {
      listenerArn: stack.listenerArn,
      priority: 1000,
      conditions: [EVERY_PATH],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: [{ arn: arnOf(color), weight: 100 }],
            stickiness: { enabled: false, duration: 3600 },
          },
        },
      ],
      tags: { Name: "traffic", active: color },
    };
  }

  async function forwardTo(color: string): Promise<void> {
    await clients.elb.send(
      new ModifyRuleCommand({
        RuleArn: ruleArn,
        Actions: [
          {
            Type: "forward",
            ForwardConfig: {
              TargetGroups: [{ TargetGroupArn: arnOf(color), Weight: 100 }],
              TargetGroupStickinessConfig: { Enabled: false, DurationSeconds: 3600 },
            },
          },
        ],
      }),
    );
    const Tags = [
      { Key: "active", Value: color },
      { Key: "refused", Value: "2.1.26-9f3c2e1" },
    ];
    await clients.elb.send(new AddTagsCommand({ ResourceArns: [ruleArn], Tags }));
  }

  /** What a refresh finds. */
  async function found() {
    return world.engine.provider.read(world.engine.stateOf(RULE, "traffic"));
  }

  it("is described as it is", async () => {
    const { Rules = [] } = await clients.elb.send(
      new DescribeRulesCommand({ RuleArns: [ruleArn] }),
    );
    assert.equal(Rules[0]?.Priority, "1000");
    assert.deepEqual(Rules[0].Actions?.[0]?.ForwardConfig?.TargetGroups, [
      { TargetGroupArn: arnOf("blue"), Weight: 100 },
    ]);
    const { TagDescriptions = [] } = await clients.elb.send(
      new DescribeTagsCommand({ ResourceArns: [ruleArn] }),
    );
    assert.deepEqual(TagDescriptions[0]?.Tags, [
      { Key: "Name", Value: "traffic" },
      { Key: "active", Value: "blue" },
    ]);
  });

  it("is found as it was by a refresh while nobody has changed it", async () => {
    assert.deepEqual((await found()).outputs, world.engine.stateOf(RULE, "traffic").outputs);
  });

  it("moves the traffic, and a refresh finds it", async () => {
    await forwardTo("green");
    await until("green has the traffic", async () => {
      return (await world.cloud.observe()).weights.green === 1;
    });
    const { outputs } = await found();
    assert.deepEqual(outputs["actions"], to("green")["actions"]);
    assert.deepEqual(outputs["tags"], {
      ...{ Name: "traffic", active: "green" },
      refused: "2.1.26-9f3c2e1",
    });
  });

  it("differs from what is wanted only once a refresh has found it", async () => {
    const { provider } = world.engine;
    const state = world.engine.stateOf(RULE, "traffic");
    assert.equal((await provider.diff(state, inputs, [])).changes, false);
    const { outputs } = await found();
    assert.equal((await provider.diff({ ...state, outputs }, inputs, [])).changes, true);
    const wanted = { ...inputs, actions: outputs["actions"] ?? [], tags: outputs["tags"] ?? {} };
    assert.equal((await provider.diff({ ...state, outputs }, wanted, [])).changes, false);
  });

  it("loses a tag", async () => {
    await clients.elb.send(
      new RemoveTagsCommand({ ResourceArns: [ruleArn], TagKeys: ["refused"] }),
    );
    assert.deepEqual((await found()).outputs["tags"], { Name: "traffic", active: "green" });
  });

  it("is refused with a group that is not there", async () => {
    const TargetGroupArn = arnOf("blue").replace("blue", "red");
    await assert.rejects(
      clients.elb.send(
        new ModifyRuleCommand({ RuleArn: ruleArn, Actions: [{ Type: "forward", TargetGroupArn }] }),
      ),
      { name: "TargetGroupNotFoundException" },
    );
  });
});
