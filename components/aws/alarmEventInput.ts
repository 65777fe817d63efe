import type * as aws from "@pulumi/aws";

/** The variable in which a build finds what set it off. */
export const ALARM_EVENT = "ALARM_EVENT";

/**
 * Hands an alarm's event to a build, as JSON in one variable and in the event's own shape.
 *
 * Not `<aws.events.event.json>`: EventBridge puts it in unescaped, so that it can be a value but not a text, and a
 * variable of CodeBuild is a text. So the text is made of single fields in which no quote can be; `reason` and
 * `reasonData` are none of them, and whoever wants those asks CloudWatch.
 */
export function alarmEventInput(): aws.types.input.cloudwatch.EventTargetInputTransformer {
  const event = {
    version: "0",
    id: "<id>",
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: "<account>",
    time: "<time>",
    region: "<region>",
    resources: ["<alarm>"],
    detail: {
      alarmName: "<name>",
      state: { value: "<state>", timestamp: "<since>" },
      previousState: { value: "<previous>" },
    },
  };
  const variable = { name: ALARM_EVENT, type: "PLAINTEXT", value: JSON.stringify(event) };
  return {
    inputPaths: {
      id: "$.id",
      account: "$.account",
      time: "$.time",
      region: "$.region",
      alarm: "$.resources[0]",
      name: "$.detail.alarmName",
      state: "$.detail.state.value",
      since: "$.detail.state.timestamp",
      previous: "$.detail.previousState.value",
    },
    inputTemplate: JSON.stringify({ environmentVariablesOverride: [variable] }),
  };
}
