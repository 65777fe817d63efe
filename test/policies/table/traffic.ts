import type { Draft } from "../support/draft";
import type { Row, UnknownRow } from "../support/rows";

const RULE = "aws:lb/listenerRule:ListenerRule";
const GROUP = "aws:lb/targetGroup:TargetGroup";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const TRAFFIC = [RULE, "traffic"] as const;
const ASSETS = [RULE, "assets"] as const;
const BLUE = [GROUP, "blue"] as const;
const GREEN = [GROUP, "green"] as const;
const GREEN_PODS = [DEPLOYMENT, "green"] as const;
const BALANCER = ["aws:lb/loadBalancer:LoadBalancer", "edge"] as const;

const FORWARD = ["actions", 0, "forward"] as const;
const POD = ["spec", "template", "spec"] as const;
const SLEEP = [...POD, "containers", 0, "lifecycle", "preStop", "sleep", "seconds"] as const;

/** What the state of the stack calls the groups. */
const ARN = {
  blue: "arn:aws:test::TargetGroup/blue",
  green: "arn:aws:test::TargetGroup/green",
  assets: "arn:aws:test::TargetGroup/assets",
} as const;

interface Shares {
  groups: Partial<Record<keyof typeof ARN, number>>;
  cookie: boolean;
}

/** Has the traffic rule share the users by these weights. */
function share({ groups, cookie }: Shares) {
  const targetGroups = Object.entries(ARN).flatMap(([name, arn]) => {
    const weight = Object.entries(groups).find(([group]) => group === name)?.[1];
    return weight === undefined ? [] : [{ arn, weight }];
  });
  return (draft: Draft): void => {
    draft.set(...TRAFFIC, FORWARD, {
      targetGroups,
      stickiness: { enabled: cookie, duration: 86_400 },
    });
  };
}

const WEIGHTS: readonly Row[] = [
  {
    policy: "traffic-follows-active-color",
    change: "all users go to green, and the tag says blue",
    apply: share({ groups: { green: 100 }, cookie: false }),
  },
  {
    policy: "traffic-follows-active-color",
    change: "the tag says green, and all users go to blue",
    apply: (draft) => {
      draft.set(...TRAFFIC, ["tags", "active"], "green");
    },
  },
  {
    policy: "traffic-follows-active-color",
    change: "a canary gets most of the users",
    apply: share({ groups: { blue: 49, green: 51 }, cookie: true }),
  },
  {
    policy: "traffic-follows-active-color",
    change: "nothing says who serves",
    apply: (draft) => {
      draft.unset(...TRAFFIC, ["tags", "active"]);
    },
  },
  {
    policy: "traffic-follows-active-color",
    change: "some users go to the assets proxy",
    apply: share({ groups: { blue: 90, assets: 10 }, cookie: true }),
  },
  {
    policy: "traffic-names-no-idle-group",
    change: "green stays named with weight 0, under a group cookie",
    apply: share({ groups: { blue: 100, green: 0 }, cookie: true }),
  },
  {
    policy: "traffic-names-no-idle-group",
    change: "green stays named with weight 0, without a cookie",
    apply: share({ groups: { blue: 100, green: 0 }, cookie: false }),
  },
  {
    policy: "traffic-names-no-idle-group",
    change: "the listener's default names a group with weight 0",
    apply: (draft) => {
      const targetGroups = [{ arn: ARN.blue }, { arn: ARN.green, weight: 0 }];
      const answer = { type: "forward", forward: { targetGroups } };
      draft.set("aws:lb/listener:Listener", "edge-https", ["defaultActions"], [answer]);
    },
  },
];

const COOKIES: readonly Row[] = [
  {
    policy: "group-cookie-only-during-canary",
    change: "the group cookie stays on after the canary",
    apply: (draft) => {
      draft.set(...TRAFFIC, [...FORWARD, "stickiness", "enabled"], true);
    },
  },
  {
    policy: "group-cookie-only-during-canary",
    change: "a canary lets the dice decide at each request",
    apply: share({ groups: { blue: 95, green: 5 }, cookie: false }),
  },
  {
    policy: "no-application-cookie",
    change: "green follows a cookie of the app",
    apply: (draft) => {
      draft.set(...GREEN, ["stickiness"], { type: "app_cookie", enabled: true, cookieName: "id" });
    },
  },
  {
    policy: "cross-zone-where-cookies-are",
    change: "blue is balanced within each zone",
    apply: (draft) => {
      draft.set(...BLUE, ["loadBalancingCrossZoneEnabled"], "false");
    },
  },
];

const ORDER: readonly Row[] = [
  {
    policy: "traffic-rule-comes-last",
    change: "the rule for hashed files is gone",
    apply: (draft) => {
      draft.remove(...ASSETS);
    },
  },
  {
    policy: "traffic-rule-comes-last",
    change: "the rule for hashed files stands below the traffic rule",
    apply: (draft) => {
      draft.set(...ASSETS, ["priority"], 2000);
    },
  },
  {
    policy: "traffic-rule-comes-last",
    change: "the traffic rule stands above all others",
    apply: (draft) => {
      draft.set(...TRAFFIC, ["priority"], 1);
    },
  },
  {
    policy: "traffic-rule-comes-last",
    change: "green has no preview rule",
    apply: (draft) => {
      draft.remove(RULE, "preview-green");
    },
  },
  {
    policy: "traffic-rule-comes-last",
    change: "both preview rules show blue",
    apply: (draft) => {
      draft.set(RULE, "preview-green", ["actions", 0, "targetGroupArn"], ARN.blue);
    },
  },
];

const WAITS: readonly Row[] = [
  {
    policy: "balancer-lets-go-first",
    change: "green drains for longer than its pods sleep",
    apply: (draft) => {
      draft.set(...GREEN, ["deregistrationDelay"], 320);
    },
  },
  {
    policy: "balancer-lets-go-first",
    change: "green's pods stop at once",
    apply: (draft) => {
      draft.unset(...GREEN_PODS, [...POD, "containers", 0, "lifecycle"]);
    },
  },
  {
    policy: "balancer-lets-go-first",
    change: "the load balancer keeps idle connections for longer than the app",
    apply: (draft) => {
      draft.set(...BALANCER, ["idleTimeout"], 310);
    },
  },
  {
    policy: "balancer-lets-go-first",
    change: "green's app is not told how long to keep connections",
    apply: (draft) => {
      draft.set(...GREEN_PODS, [...POD, "containers", 0, "env"], []);
    },
  },
  {
    policy: "stop-comes-before-kill",
    change: "green's pods are killed in their sleep",
    apply: (draft) => {
      draft.set(...GREEN_PODS, [...POD, "terminationGracePeriodSeconds"], 310);
    },
  },
  {
    policy: "stop-comes-before-kill",
    change: "green's pods have Kubernetes' own 30 s",
    apply: (draft) => {
      draft.unset(...GREEN_PODS, [...POD, "terminationGracePeriodSeconds"]);
    },
  },
];

export const ROWS: readonly Row[] = [...WEIGHTS, ...COOKIES, ...ORDER, ...WAITS];

const FIRST_GROUP = [...FORWARD, "targetGroups", 0] as const;

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "traffic-follows-active-color", of: TRAFFIC, path: [...FIRST_GROUP, "arn"] },
  { policy: "traffic-follows-active-color", of: BLUE, path: ["arn"] },
  { policy: "traffic-names-no-idle-group", of: TRAFFIC, path: [...FIRST_GROUP, "weight"] },
  {
    policy: "group-cookie-only-during-canary",
    of: TRAFFIC,
    path: [...FORWARD, "stickiness", "enabled"],
  },
  { policy: "no-application-cookie", of: GREEN, path: ["stickiness", "type"] },
  { policy: "cross-zone-where-cookies-are", of: BLUE, path: ["loadBalancingCrossZoneEnabled"] },
  { policy: "traffic-rule-comes-last", of: GREEN, path: ["arn"] },
  { policy: "traffic-rule-comes-last", of: ASSETS, path: ["priority"] },
  { policy: "balancer-lets-go-first", of: BALANCER, path: ["idleTimeout"] },
  { policy: "balancer-lets-go-first", of: GREEN, path: ["deregistrationDelay"] },
  { policy: "stop-comes-before-kill", of: GREEN_PODS, path: SLEEP },
];
