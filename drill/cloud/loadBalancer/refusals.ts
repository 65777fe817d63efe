import {
  ElbError,
  type Action,
  type Condition,
  type LoadBalancerSettings,
  type RuleSettings,
  type TargetGroupSettings,
} from "./api";
import type { Entrance } from "./headers";
import type { TargetGroup } from "./targetGroup";
import { check, checkName, checkRange } from "./validation";

type Forward = Extract<Action, { type: "forward" }>;
type Redirect = Extract<Action, { type: "redirect" }>;

export function checkLoadBalancer(settings: LoadBalancerSettings): void {
  checkName("load balancer", settings.name);
  checkRange("idle timeout", settings.idleTimeoutSeconds, 1, 4000);
}

export function checkRule(settings: RuleSettings): void {
  checkRange("priority", settings.priority, 1, 50_000);
  check(settings.conditions.length > 0, "a rule must have a condition");
  for (const condition of settings.conditions) checkCondition(condition);
}

/** @param groupOf throws TargetGroupNotFound for an ARN that it does not know */
export function checkActions(
  actions: Action[],
  entrance: Entrance,
  groupOf: (arn: string) => TargetGroup,
): void {
  const [action, ...more] = actions;
  check(action !== undefined, "a rule must have an action");
  if (more.length > 0) {
    throw new ElbError("TooManyActions", "one forward, redirect or fixed-response is allowed");
  }
  switch (action.type) {
    case "forward":
      checkForward(action, groupOf);
      return;
    case "redirect":
      checkRedirect(action, entrance);
      return;
    case "fixed-response":
      check(/^[245]\d\d$/.test(String(action.statusCode)), "status code must be 2XX, 4XX or 5XX");
      check(action.messageBody.length <= 1024, "message body must have at most 1024 characters");
  }
}

/**
 * What modifying a group would break in an action that names it already.
 *
 * @param groups the settings of the action's groups, as they would be
 */
export function checkGroupBehind(
  arn: string,
  action: Forward,
  groups: TargetGroupSettings[],
): void {
  checkApplicationCookies(groups);
  if (!lacksGroupStickiness(action, groups)) return;
  // The API's own sentences [aws-load-balancer-controller 2734].
  throw new ElbError(
    "InvalidConfigurationRequest",
    `This target group appears behind a rule with group stickiness disabled (${arn}). You must enable group stickiness before enabling target stickiness`,
  );
}

function checkForward(action: Forward, groupOf: (arn: string) => TargetGroup): void {
  const arns = action.targetGroups.map(({ arn }) => arn);
  // The limit is the API's; its code word is INFERRED.
  if (arns.length < 1 || arns.length > 5 || new Set(arns).size < arns.length) {
    throw new ElbError("InvalidLoadBalancerAction", "a forward needs one to five distinct groups");
  }
  for (const { weight } of action.targetGroups) checkRange("weight", weight, 0, 999);
  if (action.stickiness !== undefined) {
    checkRange("group stickiness duration", action.stickiness.durationSeconds, 1, 604_800);
  }
  const groups = arns.map((arn) => groupOf(arn).settings);
  checkApplicationCookies(groups);
  if (lacksGroupStickiness(action, groups)) {
    // The API's own sentence [argo-rollouts 1577].
    throw new ElbError(
      "InvalidLoadBalancerAction",
      "You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups",
    );
  }
}

function lacksGroupStickiness(action: Forward, groups: TargetGroupSettings[]): boolean {
  return (
    groups.length > 1 &&
    groups.some(({ stickiness }) => stickiness.enabled) &&
    action.stickiness?.enabled !== true
  );
}

function checkApplicationCookies(groups: TargetGroupSettings[]): void {
  const used = groups.some(
    ({ stickiness }) => stickiness.enabled && stickiness.type === "app_cookie",
  );
  if (!used) return;
  if (groups.length > 1) {
    // "Application-based cookies do not work with weighted target groups" [ELB user guide]; the code is INFERRED.
    throw new ElbError(
      "InvalidLoadBalancerAction",
      "application-based stickiness is not supported with weighted target groups",
    );
  }
  throw new Error("the stand-in has no app_cookie stickiness; use lb_cookie");
}

function checkRedirect(action: Redirect, entrance: Entrance): void {
  const protocol = action.protocol.replace("#{protocol}", entrance.protocol);
  const port = action.port.replace("#{port}", String(entrance.port));
  check(/^HTTPS?$/.test(protocol), `protocol '${protocol}' must be HTTP or HTTPS`);
  if (entrance.protocol === "HTTPS" && protocol === "HTTP") {
    throw new ElbError("InvalidLoadBalancerAction", "HTTPS cannot be redirected to HTTP");
  }
  if (protocol === entrance.protocol && port === String(entrance.port)) {
    throw new ElbError("InvalidLoadBalancerAction", "the redirect would lead to itself");
  }
}

function checkCondition(condition: Condition): void {
  check(condition.values.length > 0, "a condition must have a value");
  for (const value of condition.values) {
    check(
      value.length >= 1 && value.length <= 128,
      `condition value '${value}' must have 1 to 128 characters`,
    );
  }
  if (condition.field === "http-header") {
    const { name } = condition;
    check(/^[\w!#$%&'+.^`|~-]{1,40}$/.test(name), `'${name}' is not the name of a header`);
    // "You can't use an HTTP header condition to match the host header" [ELB user guide].
    check(name.toLowerCase() !== "host", "a header condition cannot match the host header");
  }
}
