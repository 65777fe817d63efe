/**
 * The part of the Elastic Load Balancing v2 API that the stand-in understands, in the API's own words.
 * Durations are AWS seconds; the drill's clock scales them.
 */
export interface ElasticLoadBalancing {
  createTargetGroup(settings: TargetGroupSettings): { arn: string };
  modifyTargetGroup(arn: string, settings: TargetGroupSettings): void;
  /** @throws ElbError ResourceInUse while a rule or a listener names it. */
  deleteTargetGroup(arn: string): void;
  registerTargets(arn: string, targets: Target[]): void;
  deregisterTargets(arn: string, targets: Target[]): void;
  describeTargetHealth(arn: string): TargetHealth[];

  createLoadBalancer(settings: LoadBalancerSettings): { arn: string; dnsName: string };
  modifyLoadBalancer(arn: string, settings: LoadBalancerSettings): void;
  deleteLoadBalancer(arn: string): Promise<void>;

  /** Listens on 127.0.0.1, on a port of its own. @throws ElbError what the API refuses. */
  createListener(settings: ListenerSettings): Promise<{ arn: string; address: Address }>;
  modifyListener(arn: string, settings: ListenerSettings): Address;
  deleteListener(arn: string): Promise<void>;

  createRule(settings: RuleSettings): { arn: string };
  /** Returns once the API has accepted the rule; it takes effect after the propagation delay. */
  modifyRule(arn: string, settings: RuleSettings): void;
  deleteRule(arn: string): void;
  describeRule(arn: string): RuleSettings;
  rulesOf(listenerArn: string): ReadonlyMap<string, RuleSettings>;

  readonly tags: ResourceTags;
}

export type TagValues = Readonly<Record<string, string>>;

/** The tags of rules, by ARN. Every method throws ElbError for a rule that is not there. */
export interface ResourceTags {
  of(arn: string): TagValues;
  replace(arn: string, tags: TagValues): void;
  /** "If a tag with the same key is already associated with the resource, AddTags updates its value." */
  add(arn: string, tags: TagValues): void;
  remove(arn: string, keys: readonly string[]): void;
}

export interface Address {
  host: "127.0.0.1";
  port: number;
}

export interface Target {
  /** An IP address: the groups are of target type ip. */
  id: string;
  port: number;
}

export interface TargetHealth extends Target {
  state: "initial" | "healthy" | "unhealthy" | "draining" | "unused";
  /** The API's own word, e.g. Target.NotInUse, Target.FailedHealthChecks. */
  reason?: string;
}

export interface TargetGroupSettings {
  name: string;
  healthCheck: {
    path: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThreshold: number;
    unhealthyThreshold: number;
    /** As the API writes it: "200", "200-299" or "200,404". */
    matcher: string;
  };
  deregistrationDelaySeconds: number;
  stickiness: { enabled: boolean; type: "lb_cookie" | "app_cookie"; durationSeconds: number };
}

export interface LoadBalancerSettings {
  name: string;
  idleTimeoutSeconds: number;
}

export interface ListenerSettings {
  loadBalancerArn: string;
  port: number;
  protocol: "HTTP" | "HTTPS";
  defaultActions: Action[];
  /** What the listener puts into every answer, by header. @default nothing */
  headers?: Readonly<Record<string, string>>;
}

export interface RuleSettings {
  listenerArn: string;
  priority: number;
  conditions: Condition[];
  actions: Action[];
}

export type Condition =
  | { field: "path-pattern"; values: string[] }
  | { field: "http-header"; name: string; values: string[] };

export type Action =
  | {
      type: "forward";
      targetGroups: { arn: string; weight: number }[];
      stickiness?: { enabled: boolean; durationSeconds: number };
    }
  | { type: "fixed-response"; statusCode: number; contentType: string; messageBody: string }
  | { type: "redirect"; protocol: string; port: string; statusCode: 301 | 302 };

/** What the API answers when it refuses a request. */
export class ElbError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "ElbError";
    this.code = code;
  }
}

/**
 * Every answer carries the name of the target group it came from in this header, so that the drill can tell
 * the colours apart without asking the app. It is the one thing a real ALB does not send.
 */
export const ANSWERED_BY = "x-drill-target-group";
