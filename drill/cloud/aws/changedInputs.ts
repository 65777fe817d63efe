import { isDeepStrictEqual } from "node:util";
import type { Action, RuleSettings, TagValues } from "../loadBalancer/api";
import type { Properties } from "../provider/envelope";
import { rule } from "./shapes";

/** Those inputs of a rule that would have to be others to make it what it is now. */
export function changedInputs(inputs: Properties, now: RuleSettings, tags: TagValues): Properties {
  const before = rule.parse(inputs);
  const changed: Properties = {};
  if (!isDeepStrictEqual(before.actions, now.actions)) {
    changed["actions"] = now.actions.map(actionInputs);
  }
  if (!isDeepStrictEqual(before.tags, tags)) changed["tags"] = tags;
  return changed;
}

function actionInputs(action: Action): Properties {
  switch (action.type) {
    case "forward": {
      const { type, targetGroups, stickiness } = action;
      const sticky =
        stickiness === undefined
          ? {}
          : { stickiness: { enabled: stickiness.enabled, duration: stickiness.durationSeconds } };
      return { type, forward: { targetGroups, ...sticky } };
    }
    case "fixed-response": {
      const { type, statusCode, ...fixedResponse } = action;
      return { type, fixedResponse: { ...fixedResponse, statusCode: String(statusCode) } };
    }
    case "redirect": {
      const { type, statusCode, ...redirect } = action;
      return { type, redirect: { ...redirect, statusCode: `HTTP_${statusCode}` } };
    }
  }
}
