import type { Row, UnknownRow } from "../support/rows";

const PROVIDER = "pulumi:providers:aws";
const INSTANCE = "aws:rds/instance:Instance";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";

export const ROWS: readonly Row[] = [
  {
    policy: "costs-are-tagged",
    change: "a bill says nothing",
    apply: (draft) => {
      draft.unset(PROVIDER, "aws", ["defaultTags"]);
    },
  },
  {
    policy: "costs-are-tagged",
    change: "a bill says that it is another stack's",
    apply: (draft) => {
      const tags = { project: "lobechat", stack: "dev" };
      draft.set(PROVIDER, "aws", ["defaultTags"], JSON.stringify({ tags }));
    },
  },
  {
    policy: "tags-are-not-overridden",
    change: "the load balancer is billed to another project",
    apply: (draft) => {
      draft.set(BALANCER, "edge", ["tags"], { Name: "edge", project: "web" });
    },
  },
  {
    policy: "database-copies-are-tagged",
    change: "snapshots do not say whose they are",
    apply: (draft) => {
      draft.unset(INSTANCE, "database", ["copyTagsToSnapshot"]);
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "costs-are-tagged", of: [PROVIDER, "aws"], path: ["defaultTags"] },
  {
    policy: "tags-are-not-overridden",
    of: ["aws:lb/targetGroup:TargetGroup", "blue"],
    path: ["tags"],
  },
  {
    policy: "database-copies-are-tagged",
    of: [INSTANCE, "database"],
    path: ["copyTagsToSnapshot"],
  },
];
