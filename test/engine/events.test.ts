import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { secret } from "../../drill/engine/envelope";
import { Events } from "../../drill/engine/events";
import { Redactor } from "../../drill/engine/redactor";
import { firstFailure } from "../../ops/engineWords";

describe("what is told of an update", () => {
  let events: Events;
  let sent: EngineEvent[];
  const redactor = new Redactor();
  beforeEach(() => {
    sent = [];
    events = new Events({ redactor, planning: false, onEvent: (event) => sent.push(event) });
  });

  it("has no colors and no secret, in its events, its errors and its output", () => {
    redactor.learn({ outer: [secret({ inner: 'a "quoted" secret' })] });
    events.diagnostic(
      "error",
      '\u001b[31mno a "quoted" secret\u001b[39m, nor "a \\"quoted\\" secret"',
    );
    const expected = 'no [secret], nor "[secret]"';
    assert.equal(sent[0]?.diagnosticEvent?.message, expected);
    assert.equal(events.errors[0]?.message, expected);
    assert.equal(events.text, `error: ${expected}\n`);
  });

  it("names the first resource that failed, whatever else was logged before", () => {
    events.diagnostic("error", "logged by the program");
    events.diagnostic("error", "first", "urn:pulumi:test::things::test:index:Thing::first");
    events.diagnostic("error", "second", "urn:pulumi:test::things::test:index:Thing::second");
    assert.deepEqual(firstFailure(sent), {
      urn: "urn:pulumi:test::things::test:index:Thing::first",
      message: "first",
    });
  });

  it("names no resource where the program itself failed", () => {
    const stack = "urn:pulumi:test::things::pulumi:pulumi:Stack::things-test";
    events.diagnostic("error", "the program", stack);
    assert.deepEqual(firstFailure(sent), { message: "the program" });
    assert.equal(firstFailure([]), undefined);
  });
});
