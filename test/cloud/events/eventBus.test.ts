import assert from "node:assert/strict";
import { EventBus, type EventTarget } from "../../../drill/cloud/events/eventBus";
import { matches } from "../../../drill/cloud/events/eventPattern";
import { transform } from "../../../drill/cloud/events/inputTransformer";

const EVENT = {
  source: "aws.cloudwatch",
  resources: ["arn:one", "arn:two"],
  detail: { alarmName: "blue", state: { value: "ALARM", reason: 'it is "bad"' } },
};

describe("EventBridge", () => {
  describe("an event pattern", () => {
    const table: [pattern: object, matched: boolean][] = [
      [{ source: ["aws.cloudwatch"] }, true],
      [{ source: ["aws.ec2", "aws.cloudwatch"] }, true],
      [{ source: ["aws.ec2"] }, false],
      [{ detail: { state: { value: ["ALARM"] } } }, true],
      [{ detail: { state: { value: ["OK"] } } }, false],
      [{ detail: { alarmName: ["blue"], state: { value: ["OK"] } } }, false],
      [{ resources: ["arn:two"] }, true],
      [{ detail: { alarmName: [{ prefix: "bl" }] } }, true],
      [{ detail: { alarmName: [{ suffix: "bl" }] } }, false],
      [{ detail: { alarmName: [{ "anything-but": ["blue"] }] } }, false],
      [{ detail: { other: [{ exists: false }] } }, true],
      [{ detail: { other: { deep: ["x"] } } }, false],
    ];
    for (const [pattern, matched] of table) {
      it(`${matched ? "takes" : "does not take"} an event by ${JSON.stringify(pattern)}`, () => {
        assert.equal(matches(pattern, EVENT), matched);
      });
    }

    it("is refused with an operator that is not known", () => {
      assert.throws(() => matches({ source: [{ wildcard: "a*" }] }, EVENT), /no wildcard/);
    });
  });

  describe("an input transformer", () => {
    const inputPaths = {
      name: "$.detail.alarmName",
      state: "$.detail.state",
      second: "$.resources[1]",
      none: "$.detail.no",
    };

    it("puts a variable in as JSON, and within quotation marks as text", () => {
      const inputTemplate =
        '{"a": <name>, "b": "the alarm <name>", "c": <state>, "d": "<none>", "e": "<second>"}';
      assert.deepEqual(transform({ inputPaths, inputTemplate }, EVENT), {
        a: "blue",
        b: "the alarm blue",
        c: EVENT.detail.state,
        d: "",
        e: "arn:two",
      });
    });

    it("takes a quotation mark that is escaped for a part of the text", () => {
      const inputTemplate = '{"value": "{\\"alarm\\":\\"<name>\\"}"}';
      assert.deepEqual(transform({ inputPaths, inputTemplate }, EVENT), {
        value: '{"alarm":"blue"}',
      });
    });

    it("escapes nothing, so that an event within quotation marks is no JSON", () => {
      const inputTemplate = '{"value": "<aws.events.event.json>"}';
      assert.throws(() => transform({ inputPaths, inputTemplate }, EVENT), /makes no JSON/);
    });

    it("refuses a variable without a path", () => {
      assert.throws(
        () => transform({ inputPaths, inputTemplate: '{"a": <b>}' }, EVENT),
        /no path for <b>/,
      );
    });
  });

  describe("the event bus", () => {
    function sent(rule: { enabled: boolean; pattern?: object }, target: Partial<EventTarget>) {
      const delivered: unknown[] = [];
      const bus = new EventBus(
        (arn, input) => {
          if (arn === "arn:none") throw new Error("no such target");
          delivered.push({ arn, input });
        },
        (lost, why) => delivered.push({ lost, why: String(why) }),
      );
      bus.putRule({ name: "night", pattern: rule.pattern, enabled: rule.enabled });
      bus.putTarget("night-1", { rule: "night", arn: "arn:target", ...target });
      bus.send(EVENT);
      return delivered;
    }
    const pattern = { source: ["aws.cloudwatch"] };

    it("sends an event to the targets of the rules that ask for it", () => {
      assert.deepEqual(sent({ enabled: true, pattern }, {}), [{ arn: "arn:target", input: EVENT }]);
    });

    it("sends what a target wants instead", () => {
      assert.deepEqual(sent({ enabled: true, pattern }, { input: { constant: { a: 1 } } }), [
        { arn: "arn:target", input: { a: 1 } },
      ]);
    });

    it("counts what it could not deliver", () => {
      assert.deepEqual(sent({ enabled: true, pattern }, { arn: "arn:none" }), [
        { lost: "night", why: "Error: no such target" },
      ]);
    });

    it("sends nothing by a rule that is disabled, or that goes by a schedule", () => {
      assert.deepEqual(sent({ enabled: false, pattern }, {}), []);
      assert.deepEqual(sent({ enabled: true }, {}), []);
    });
  });
});
