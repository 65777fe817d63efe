import assert from "node:assert/strict";
import { z } from "zod";
import { alarmEventInput } from "../../../components/aws/alarmEventInput";
import { alarmOf } from "../../../ops/night/alarmEvent";
import { QUIET, WatchStack, type Made } from "./watchStack";

const STATE = {
  backend: "s3://chat-state?region=eu-central-1&awssdk=v2",
  stateBucket: "chat-state",
  stateKey: "arn:aws:kms:eu-central-1:123456789012:key/k",
};

const SPEC = z.object({
  phases: z.object({ build: z.object({ commands: z.array(z.string()) }) }),
});

/** The event as AWS documents it. */
const EVENT = {
  version: "0",
  id: "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
  "detail-type": "CloudWatch Alarm State Change",
  source: "aws.cloudwatch",
  account: "123456789012",
  time: "2026-10-02T17:04:40Z",
  region: "eu-central-1",
  resources: ["arn:aws:cloudwatch:eu-central-1:123456789012:alarm:lobechat-prod-green"],
  detail: {
    alarmName: "lobechat-prod-green",
    state: {
      value: "ALARM",
      reason: 'a "quoted" reason',
      reasonData: '{"a":1}',
      timestamp: "2026-10-02T17:04:40.989+0000",
    },
    previousState: {
      value: "OK",
      reason: 'another "quoted" one',
      timestamp: "2026-10-02T16:00:00.000+0000",
    },
  },
};

/** As EventBridge does: what is in the brackets is put in as it is. */
function transformed(event: unknown): unknown {
  const { inputPaths, inputTemplate } = z
    .object({ inputPaths: z.record(z.string(), z.string()), inputTemplate: z.string() })
    .parse(alarmEventInput());
  const filled = inputTemplate.replaceAll(/<([a-z]+)>/g, (_, name: string) => {
    const steps = (inputPaths[name] ?? "").replace("[0]", ".0").split(".").slice(1);
    const value = steps.reduce<unknown>(
      (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
      event,
    );
    return String(value);
  });
  return JSON.parse(filled);
}

const only = (found: Map<string, Made>, name: string) => found.get(name)?.inputs ?? {};

describe("a rollback by night", () => {
  let stack: WatchStack;
  let project: Record<string, unknown>;
  before(async () => {
    stack = await WatchStack.open();
    await stack.up({ ...QUIET, autoRollback: STATE });
    project = only(await stack.made("Project"), "auto-rollback");
  });
  after(() => stack.close());

  it("is set off by a color's alarm that begins, and by no other", async () => {
    const rule = only(await stack.made("EventRule"), "auto-rollback-alarm");
    assert.deepEqual(JSON.parse(String(rule["eventPattern"])), {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: {
        alarmName: ["lobechat-prod-blue", "lobechat-prod-green"],
        state: { value: ["ALARM"] },
        previousState: { value: ["OK", "INSUFFICIENT_DATA"] },
      },
    });
  });

  it("gets the alarm's event in one variable, whatever quotes its reason has", () => {
    const { environmentVariablesOverride: variables } = z
      .object({
        environmentVariablesOverride: z.array(
          z.object({ name: z.string(), type: z.string(), value: z.string() }),
        ),
      })
      .parse(transformed(EVENT));
    assert.deepEqual(
      variables.map(({ name, type }) => [name, type]),
      [["ALARM_EVENT", "PLAINTEXT"]],
    );
    const handedOver: unknown = JSON.parse(variables[0]?.value ?? "");
    const names = { blue: "lobechat-prod-blue", green: "lobechat-prod-green" };
    assert.deepEqual(
      { ...alarmOf(handedOver, names), reason: "" },
      {
        ...{ name: "lobechat-prod-green", color: "green", previous: "OK", state: "ALARM" },
        ...{ at: new Date("2026-10-02T17:04:40.989Z"), reason: "" },
      },
    );
  });

  it("runs the command with that event, and without one only tries", () => {
    const { buildspec, location } = project["source"] as { buildspec: string; location: string };
    const { commands } = SPEC.parse(JSON.parse(buildspec)).phases.build;
    assert.equal(
      commands.at(-1),
      'if [ -n "$ALARM_EVENT" ]; then node bin/lobechat auto-rollback --stack prod --event "$ALARM_EVENT"; ' +
        "else node bin/lobechat auto-rollback --stack prod --dry-run; fi",
    );
    assert.match(location, /^[^/]+\/bundle\.zip$/);
  });

  it("is tried every day", async () => {
    const rule = only(await stack.made("EventRule"), "auto-rollback-try");
    assert.equal(rule["scheduleExpression"], "rate(1 day)");
    const target = only(await stack.made("EventTarget"), "auto-rollback-try");
    assert.equal(target["inputTransformer"], undefined);
  });

  it("is one at a time, and the second is tried again for as long as the first may take", async () => {
    assert.equal(project["concurrentBuildLimit"], 1);
    const { retryPolicy } = only(await stack.made("EventTarget"), "auto-rollback-alarm") as {
      retryPolicy?: { maximumEventAgeInSeconds: number };
    };
    assert.ok((retryPolicy?.maximumEventAgeInSeconds ?? 0) > 60 * Number(project["buildTimeout"]));
  });

  it("is heard of when it did not work, and when it was never begun", async () => {
    const rule = only(await stack.made("EventRule"), "auto-rollback-failed");
    assert.deepEqual((JSON.parse(String(rule["eventPattern"])) as typeof EVENT).detail, {
      "project-name": ["lobechat-prod-auto-rollback"],
      "build-status": ["FAILED", "FAULT", "STOPPED", "TIMED_OUT"],
    });
    const target = only(await stack.made("EventTarget"), "auto-rollback-failed");
    assert.match(String(target["arn"]), /:lobechat-prod-alarms$/);
    const alarms = await stack.made("MetricAlarm");
    for (const kind of ["alarm", "try", "failed"])
      assert.deepEqual(only(alarms, `auto-rollback-${kind}-lost`)["dimensions"], {
        RuleName: `lobechat-prod-auto-rollback-${kind}`,
      });
  });

  it("finds its state by the CLI's own variables, and downloads nothing", () => {
    const { environmentVariables } = project["environment"] as {
      environmentVariables: { name: string; value: string }[];
    };
    const byName = Object.fromEntries(environmentVariables.map(({ name, value }) => [name, value]));
    assert.deepEqual(byName, {
      PULUMI_BACKEND_URL: STATE.backend,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    });
  });

  it("takes the token of Pulumi Cloud from Secrets Manager, and never from the configuration", async () => {
    const accessToken = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:token";
    const autoRollback = { backend: "https://api.pulumi.com", stateBucket: undefined, accessToken };
    await stack.up({ ...QUIET, autoRollback });
    const changed = only(await stack.made("Project"), "auto-rollback");
    const { environmentVariables } = changed["environment"] as {
      environmentVariables: object[];
    };
    assert.deepEqual(environmentVariables.at(-1), {
      ...{ name: "PULUMI_ACCESS_TOKEN", type: "SECRETS_MANAGER", value: accessToken },
    });
    const { buildspec } = changed["source"] as { buildspec: string };
    assert.match(buildspec, /--stack organization\/lobechat\/prod --dry-run/);
  });

  it("is not there at all where nobody asked for it", async () => {
    await stack.up(QUIET);
    assert.equal((await stack.made("Project")).size, 0);
    assert.equal((await stack.made("EventRule")).size, 0);
    assert.equal((await stack.made("Bucket")).size, 0);
    assert.equal((await stack.outputs())["bucket"], undefined);
  });
});
