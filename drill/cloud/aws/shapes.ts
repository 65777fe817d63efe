import { z } from "zod";
import type { Action, Condition, TargetGroupSettings } from "../loadBalancer/api";

/** Inputs of Pulumi's aws.lb resources, with the provider's defaults, read into the API's own words. */

const healthCheck = z.object({
  path: z.string().default("/"),
  interval: z.number().default(30),
  timeout: z.number().default(5),
  healthyThreshold: z.number().default(3),
  unhealthyThreshold: z.number().default(3),
  matcher: z.string().default("200"),
});

const targetGroup = z.object({
  healthCheck: healthCheck.prefault({}),
  deregistrationDelay: z.coerce.number().default(300),
  stickiness: z
    .object({
      type: z.enum(["lb_cookie", "app_cookie"]),
      enabled: z.boolean().default(true),
      cookieDuration: z.number().default(86_400),
    })
    .default({ type: "lb_cookie", enabled: false, cookieDuration: 86_400 }),
});

export function targetGroupSettings(name: string, inputs: unknown): TargetGroupSettings {
  const { healthCheck: check, deregistrationDelay, stickiness } = targetGroup.parse(inputs);
  return {
    name,
    healthCheck: {
      path: check.path,
      intervalSeconds: check.interval,
      timeoutSeconds: check.timeout,
      healthyThreshold: check.healthyThreshold,
      unhealthyThreshold: check.unhealthyThreshold,
      matcher: check.matcher,
    },
    deregistrationDelaySeconds: deregistrationDelay,
    stickiness: {
      enabled: stickiness.enabled,
      type: stickiness.type,
      durationSeconds: stickiness.cookieDuration,
    },
  };
}

const forward = z.object({
  targetGroups: z.array(z.object({ arn: z.string(), weight: z.number().default(1) })),
  stickiness: z.object({ enabled: z.boolean().default(false), duration: z.number() }).optional(),
});

const forwardAction = z
  .object({
    type: z.literal("forward"),
    targetGroupArn: z.string().optional(),
    forward: forward.optional(),
  })
  .transform((action, context): Action => {
    if (action.forward !== undefined) {
      const { targetGroups, stickiness } = action.forward;
      if (stickiness === undefined) return { type: "forward", targetGroups };
      const { enabled, duration } = stickiness;
      return {
        type: "forward",
        targetGroups,
        stickiness: { enabled, durationSeconds: duration },
      };
    }
    if (action.targetGroupArn !== undefined) {
      return { type: "forward", targetGroups: [{ arn: action.targetGroupArn, weight: 1 }] };
    }
    context.addIssue("a forward action names targetGroupArn or forward.targetGroups");
    return z.NEVER;
  });

const fixedResponseAction = z
  .object({
    type: z.literal("fixed-response"),
    fixedResponse: z.object({
      contentType: z.string(),
      messageBody: z.string().default(""),
      statusCode: z.coerce.number().default(200),
    }),
  })
  .transform(({ type, fixedResponse }): Action => ({ type, ...fixedResponse }));

const redirectAction = z
  .object({
    type: z.literal("redirect"),
    redirect: z.object({
      protocol: z.string().default("#{protocol}"),
      port: z.string().default("#{port}"),
      statusCode: z.enum(["HTTP_301", "HTTP_302"]),
    }),
  })
  .transform(({ type, redirect }): Action => ({
    type,
    ...redirect,
    statusCode: redirect.statusCode === "HTTP_301" ? 301 : 302,
  }));

export const actions = z.array(z.union([forwardAction, fixedResponseAction, redirectAction]));

const condition = z.union([
  z
    .object({ pathPattern: z.object({ values: z.array(z.string()) }) })
    .transform(({ pathPattern }): Condition => ({ field: "path-pattern", ...pathPattern })),
  z
    .object({ httpHeader: z.object({ httpHeaderName: z.string(), values: z.array(z.string()) }) })
    .transform(({ httpHeader: { httpHeaderName, values } }): Condition => ({
      field: "http-header",
      name: httpHeaderName,
      values,
    })),
]);

/** Header of every answer, by the listener's attribute for it. */
const ATTRIBUTES = {
  routingHttpResponseStrictTransportSecurityHeaderValue: "Strict-Transport-Security",
  routingHttpResponseXContentTypeOptionsHeaderValue: "X-Content-Type-Options",
  routingHttpResponseXFrameOptionsHeaderValue: "X-Frame-Options",
} as const;

export const listener = z
  .object({
    loadBalancerArn: z.string(),
    port: z.number(),
    protocol: z.enum(["HTTP", "HTTPS"]),
    defaultActions: actions,
    routingHttpResponseStrictTransportSecurityHeaderValue: z.string().optional(),
    routingHttpResponseXContentTypeOptionsHeaderValue: z.string().optional(),
    routingHttpResponseXFrameOptionsHeaderValue: z.string().optional(),
  })
  .transform(({ loadBalancerArn, port, protocol, defaultActions, ...values }) => ({
    ...{ loadBalancerArn, port, protocol, defaultActions },
    headers: headersOf(values),
  }));

type Attribute = keyof typeof ATTRIBUTES;

function headersOf(values: Partial<Record<Attribute, string | undefined>>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const attribute of Object.keys(ATTRIBUTES) as Attribute[]) {
    const value = values[attribute];
    if (value !== undefined) headers[ATTRIBUTES[attribute]] = value;
  }
  return headers;
}

export const rule = z.object({
  listenerArn: z.string(),
  priority: z.number(),
  conditions: z.array(condition),
  actions,
  tags: z.record(z.string(), z.string()).default({}),
});

export const loadBalancer = z.object({
  idleTimeout: z.number().default(60),
});
