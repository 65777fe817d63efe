import assert from "node:assert/strict";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { RULES } from "../../policies/rules";
import { production } from "../program/support/stacks";
import { Draft, type PackResource } from "./support/draft";
import { resourcesOf } from "./support/examples";
import { Inspector, type Found } from "./support/inspector";
import { ROWS, UNKNOWN } from "./table/table";

/** What holds the others together, and finds nothing by itself. */
const FIND_NOTHING = ["declared-is-kept", "exceptions-are-in-sight"];

describe("the policies, on the production stack with one thing changed", () => {
  let stack: PackResource[];
  let inspector: Inspector;
  before(async () => {
    stack = await resourcesOf(production());
    inspector = new Inspector("prod.json");
  });

  function foundAfter(change: (draft: Draft) => void): Found[] {
    const draft = new Draft(stack);
    change(draft);
    return inspector.inspect(draft.resources);
  }

  it("find nothing before", () => {
    assert.deepEqual(inspector.inspect(stack), []);
  });

  for (const { policy, change, apply } of ROWS)
    it(`${policy}: ${change}`, () => {
      const found = foundAfter(apply);
      assert.deepEqual([...new Set(found.map((violation) => violation.policy))], [policy]);
      for (const { level, message } of found) {
        assert.equal(level, "mandatory");
        assert.match(message, /To mend it: ./);
      }
    });

  for (const { policy, of: place, path } of UNKNOWN)
    it(`${policy} says so where a preview does not know ${path.join(".")} of ${place[1]}`, () => {
      const found = foundAfter((draft) => {
        draft.set(...place, path, unknownValue);
      });
      const own = found.filter((violation) => violation.policy === policy);
      assert.ok(own.length > 0, "nothing was said");
      assert.deepEqual([...new Set(found.map(({ level }) => level))], ["advisory"]);
      for (const { message } of own) assert.match(message, /can't be known during preview/);
    });

  it("have each its rows", () => {
    const named = (rows: readonly { policy: string }[]) =>
      new Set(rows.map(({ policy }) => policy));
    const names = RULES.map(({ name }) => name);
    assert.deepEqual(
      [...named(ROWS)].sort(),
      names.filter((name) => !FIND_NOTHING.includes(name)).sort(),
    );
    for (const name of named(UNKNOWN)) assert.ok(names.includes(name), name);
    assert.ok(ROWS.length >= 40);
  });
});
