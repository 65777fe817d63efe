import assert from "node:assert/strict";
import { ElbError, type Action, type Condition } from "../../../drill/cloud/loadBalancer/api";
import { EVERY_PATH, forward, groupSettings, PLAIN_503, TARGET_STICKINESS, World } from "./world";

const ON = { enabled: true, durationSeconds: 60 };
const OFF = { enabled: false, durationSeconds: 60 };
const NEEDS_GROUP_STICKINESS =
  "InvalidLoadBalancerAction: You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups";

describe("The load balancer's API refuses", () => {
  let world: World;
  let blue: string;
  let green: string;
  beforeEach(async () => {
    world = await World.start();
    blue = world.group("blue");
    green = world.group("green");
  });
  afterEach(async () => {
    await world.close();
  });

  const refused = (code: string, act: () => unknown) => {
    assert.throws(act, (error) => error instanceof ElbError && error.code === code);
  };
  const refusedRule = (code: string, actions: Action[], conditions: Condition[] = EVERY_PATH) => {
    refused(code, () => world.rule(actions, 100, conditions));
  };

  describe("target stickiness on several groups without group stickiness", () => {
    let sticky: string;
    beforeEach(() => {
      sticky = world.group("sticky", { stickiness: TARGET_STICKINESS });
    });

    it("in a rule, made or modified", () => {
      for (const stickiness of [OFF, undefined]) {
        assert.throws(() => world.rule([forward({ [blue]: 1, [sticky]: 0 }, stickiness)]), {
          message: NEEDS_GROUP_STICKINESS,
        });
      }
      const rule = world.rule([forward({ [sticky]: 100 }, OFF)]);
      const both = { [blue]: 1, [sticky]: 1 };
      refused("InvalidLoadBalancerAction", () => {
        world.modifyRule(rule, [forward(both, OFF)]);
      });
      world.modifyRule(rule, [forward(both, ON)]);
    });

    it("in a listener's default action", async () => {
      await assert.rejects(
        world.service.createListener({
          loadBalancerArn: world.loadBalancerArn,
          port: 81,
          protocol: "HTTP",
          defaultActions: [forward({ [blue]: 1, [sticky]: 1 })],
        }),
        { message: NEEDS_GROUP_STICKINESS },
      );
    });

    it("on a group that such a rule names already", () => {
      world.rule([forward({ [blue]: 1, [green]: 1 })]);
      const settings = groupSettings("blue", { stickiness: TARGET_STICKINESS });
      refused("InvalidConfigurationRequest", () => {
        world.service.modifyTargetGroup(blue, settings);
      });
    });
  });

  it("application cookies with several groups", () => {
    const stickiness = { ...TARGET_STICKINESS, type: "app_cookie" as const };
    const own = world.group("own", { stickiness });
    refusedRule("InvalidLoadBalancerAction", [forward({ [own]: 1, [blue]: 1 }, ON)]);
    world.rule([forward({ [blue]: 1, [green]: 1 }, ON)]);
    refused("InvalidLoadBalancerAction", () => {
      world.service.modifyTargetGroup(blue, groupSettings("blue", { stickiness }));
    });
  });

  it("a priority that is in use", () => {
    const first = world.rule([PLAIN_503], 1);
    world.rule([PLAIN_503], 2);
    refused("PriorityInUse", () => world.rule([PLAIN_503], 2));
    refused("PriorityInUse", () => {
      world.modifyRule(first, [PLAIN_503], 2);
    });
    world.modifyRule(first, [PLAIN_503], 1);
  });

  it("what it does not know", async () => {
    const nobody = "arn:aws:elasticloadbalancing:nobody";
    refusedRule("TargetGroupNotFound", [forward({ [nobody]: 1 })]);
    refused("TargetGroupNotFound", () => {
      world.service.registerTargets(nobody, []);
    });
    refused("RuleNotFound", () => {
      world.service.deleteRule(nobody);
    });
    refused("ListenerNotFound", () =>
      world.service.createRule({
        listenerArn: nobody,
        priority: 1,
        conditions: EVERY_PATH,
        actions: [PLAIN_503],
      }),
    );
    await assert.rejects(world.service.deleteLoadBalancer(nobody), {
      code: "LoadBalancerNotFound",
    });
  });

  it("to delete a group that a rule or a listener names, and deletes it afterwards", async () => {
    const rule = world.rule([forward({ [blue]: 1 })]);
    const listener = await world.service.createListener({
      loadBalancerArn: world.loadBalancerArn,
      port: 81,
      protocol: "HTTP",
      defaultActions: [forward({ [green]: 1 })],
    });
    for (const arn of [blue, green]) {
      refused("ResourceInUse", () => {
        world.service.deleteTargetGroup(arn);
      });
    }
    world.service.deleteRule(rule);
    await world.service.deleteListener(listener.arn);
    for (const arn of [blue, green]) world.service.deleteTargetGroup(arn);
    refused("TargetGroupNotFound", () => world.service.describeTargetHealth(blue));
  });

  it("a group that another load balancer uses", async () => {
    world.rule([forward({ [blue]: 1 })]);
    const other = world.service.createLoadBalancer({ name: "other", idleTimeoutSeconds: 60 });
    await assert.rejects(
      world.service.createListener({
        loadBalancerArn: other.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [forward({ [blue]: 1 })],
      }),
      { code: "TargetGroupAssociationLimit" },
    );
  });

  it("a name, or a listener's port, that there is already", async () => {
    refused("DuplicateTargetGroupName", () => world.group("blue"));
    refused("DuplicateLoadBalancerName", () =>
      world.service.createLoadBalancer({ name: "chat", idleTimeoutSeconds: 60 }),
    );
    const settings = {
      loadBalancerArn: world.loadBalancerArn,
      port: 80,
      protocol: "HTTP" as const,
      defaultActions: [PLAIN_503],
    };
    await assert.rejects(world.service.createListener(settings), { code: "DuplicateListener" });
  });

  const header = (name: string, value: string): Condition[] => [
    { field: "http-header", name, values: [value] },
  ];
  const groups = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [world.group(`g${String(at)}`), 1]),
    );
  const redirect: Action = { type: "redirect", protocol: "HTTP", port: "80", statusCode: 301 };
  const refusedRules: [string, string, () => Action[], Condition[]?][] = [
    ["a weight above 999", "ValidationError", () => [forward({ [blue]: 1000 })]],
    ["a weight below 0", "ValidationError", () => [forward({ [blue]: -1 })]],
    ["more than five groups", "InvalidLoadBalancerAction", () => [forward(groups(6))]],
    ["a forward to nobody", "InvalidLoadBalancerAction", () => [forward({})]],
    ["no action", "ValidationError", () => []],
    ["two actions", "TooManyActions", () => [PLAIN_503, PLAIN_503]],
    ["a redirect to itself", "InvalidLoadBalancerAction", () => [redirect]],
    ["no condition", "ValidationError", () => [PLAIN_503], []],
    ["a condition on the host header", "ValidationError", () => [PLAIN_503], header("Host", "a")],
    ["a condition on an empty value", "ValidationError", () => [PLAIN_503], header("x-a", "")],
  ];
  for (const durationSeconds of [0, 604_801]) {
    const stickiness = { enabled: true, durationSeconds };
    const actions = () => [forward({ [blue]: 1 }, stickiness)];
    refusedRules.push([
      `${String(durationSeconds)} s of group stickiness`,
      "ValidationError",
      actions,
    ]);
  }
  for (const [what, code, actions, conditions] of refusedRules) {
    it(`${what}: ${code}`, () => {
      refusedRule(code, actions(), conditions);
    });
  }

  it("health checks, delays and names out of range", () => {
    const { healthCheck, stickiness } = groupSettings("");
    const create = (changes: Parameters<typeof groupSettings>[1], name = "red") => {
      refused("ValidationError", () => world.group(name, changes));
    };
    create({ healthCheck: { ...healthCheck, intervalSeconds: 4 } });
    create({ healthCheck: { ...healthCheck, timeoutSeconds: healthCheck.intervalSeconds } });
    create({ healthCheck: { ...healthCheck, healthyThreshold: 1 } });
    create({ healthCheck: { ...healthCheck, matcher: "200-" } });
    create({ healthCheck: { ...healthCheck, path: "api/version" } });
    create({ deregistrationDelaySeconds: 3601 });
    create({ stickiness: { ...stickiness, durationSeconds: 604_801 } });
    create({}, "-red");
    create({}, "a".repeat(33));
  });
});
