import assert from "node:assert/strict";
import { shiftOf, type RuleState, type Shift } from "../../../components/guard/ruleState";

function rule(active: "blue" | "green", blue: number, green: number): RuleState {
  return { active, weights: { blue, green }, refused: undefined };
}

const blueServes = rule("blue", 100, 0);
const NONE: Shift = { kind: "none" };

const TABLE: { it: string; before?: RuleState; after: RuleState; is: Shift }[] = [
  {
    it: "the first rule's colour comes in",
    after: blueServes,
    is: { kind: "incoming", color: "blue", share: 100, isFlip: false },
  },
  { it: "a change of anything else moves nobody", before: blueServes, after: blueServes, is: NONE },
  {
    it: "a flip brings the other colour in",
    before: blueServes,
    after: rule("green", 0, 100),
    is: { kind: "incoming", color: "green", share: 100, isFlip: true },
  },
  {
    it: "a canary brings the idle colour in, with its share",
    before: blueServes,
    after: rule("blue", 90, 10),
    is: { kind: "incoming", color: "green", share: 10, isFlip: false },
  },
  {
    it: "a larger canary is looked at again",
    before: rule("blue", 90, 10),
    after: rule("blue", 50, 50),
    is: { kind: "incoming", color: "green", share: 50, isFlip: false },
  },
  {
    it: "a smaller canary waits for nothing",
    before: rule("blue", 50, 50),
    after: rule("blue", 90, 10),
    is: NONE,
  },
  {
    it: "the end of a canary waits for nothing",
    before: rule("blue", 90, 10),
    after: blueServes,
    is: NONE,
  },
  {
    it: "a flip out of a canary brings the other colour in, whole",
    before: rule("blue", 50, 50),
    after: rule("green", 0, 100),
    is: { kind: "incoming", color: "green", share: 100, isFlip: true },
  },
  {
    it: "a flip that keeps two groups would hold users by their cookie",
    before: blueServes,
    after: rule("green", 10, 90),
    is: { kind: "holdsUsers", to: "green" },
  },
  {
    it: "so would one at half and half, where the weights alone do not tell who is active",
    before: rule("blue", 50, 50),
    after: rule("green", 50, 50),
    is: { kind: "holdsUsers", to: "green" },
  },
  {
    it: "the maintenance page brings nobody in",
    before: blueServes,
    after: rule("blue", 0, 0),
    is: NONE,
  },
  {
    it: "whoever comes after the maintenance page proves itself, the same colour too",
    before: rule("blue", 0, 0),
    after: blueServes,
    is: { kind: "incoming", color: "blue", share: 100, isFlip: false },
  },
];

describe("a change of the traffic rule", () => {
  for (const { it: behavior, before, after, is } of TABLE)
    it(behavior, () => {
      assert.deepEqual(shiftOf(before, after), is);
    });
});
