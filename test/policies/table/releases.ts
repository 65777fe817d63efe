import type { Draft } from "../support/draft";
import type { Row, UnknownRow } from "../support/rows";

const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const JOB = "kubernetes:batch/v1:Job";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const TRAFFIC = ["aws:lb/listenerRule:ListenerRule", "traffic"] as const;
const STACK = ["pulumi:pulumi:Stack", "lobechat-test"] as const;

const CONTAINER = ["spec", "template", "spec", "containers", 0] as const;
const IMAGE = [...CONTAINER, "image"] as const;
const VERSION = ["metadata", "annotations", "lobechat/version"] as const;
const RELEASE = ["metadata", "annotations", "lobechat/release"] as const;
const DIGEST = ["metadata", "annotations", "lobechat/digest"] as const;

/** By green's release: one Job each. */
const MIGRATION = "migration-2355f5cc1b";
const SNAPSHOT = "snapshot-2355f5cc1b";

const REPOSITORY = "registry.example.com/lobechat";
const OTHER = `sha256:${"3".repeat(64)}`;

const IMAGES: readonly Row[] = [
  {
    policy: "images-by-digest",
    change: "green runs latest",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", IMAGE, `${REPOSITORY}:latest`);
    },
  },
  {
    policy: "images-by-digest",
    change: "green runs whatever its tag means",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", IMAGE, `${REPOSITORY}:release-2.1.26-9f3c2e1`);
    },
  },
  {
    policy: "images-by-digest",
    change: "the assets proxy runs an image without a tag",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "assets", IMAGE, "docker.io/nginxinc/nginx-unprivileged");
    },
  },
  {
    policy: "images-by-digest",
    change: "the snapshot's tool is called latest, though with a digest",
    apply: (draft) => {
      draft.set(JOB, SNAPSHOT, IMAGE, `docker.io/amazon/aws-cli:latest@${OTHER}`);
    },
  },
  {
    policy: "images-by-digest",
    change: "what prepares a pod is given by a tag",
    apply: (draft) => {
      const image = "docker.io/library/busybox:1.37";
      const security = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
      const resources = { requests: { cpu: "10m", memory: "8Mi" }, limits: { memory: "8Mi" } };
      const prepare = { name: "prepare", image, securityContext: security, resources };
      draft.set(JOB, SNAPSHOT, ["spec", "template", "spec", "initContainers"], [prepare]);
    },
  },
  {
    policy: "color-runs-its-release",
    change: "green runs another image than its release's",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", IMAGE, `${REPOSITORY}@${OTHER}`);
    },
  },
  {
    policy: "color-runs-its-release",
    change: "green calls itself by an older version",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", VERSION, "2.1.25");
    },
  },
];

const CAPACITY: readonly Row[] = [
  {
    policy: "active-color-has-capacity",
    change: "blue, which serves, may go down to no pods",
    apply: (draft) => {
      draft.set(AUTOSCALER, "blue", ["spec", "minReplicas"], 0);
    },
  },
  {
    policy: "active-color-has-capacity",
    change: "users are moved to green, which is cold",
    apply: (draft) => {
      draft.remove(AUTOSCALER, "green");
      draft.remove(BUDGET, "green");
      draft.set(DEPLOYMENT, "green", ["spec", "replicas"], 0);
      flipToGreen(draft);
    },
  },
];

function flipToGreen(draft: Draft): void {
  const group = { arn: "arn:aws:test::TargetGroup/green", weight: 100 };
  draft.set(...TRAFFIC, ["tags", "active"], "green");
  draft.set(...TRAFFIC, ["actions", 0, "forward", "targetGroups"], [group]);
}

const SCHEMA: readonly Row[] = [
  {
    policy: "colors-read-the-schema",
    change: "green is newer than the schema's mark",
    apply: (draft) => {
      draft.set(...STACK, ["schema", "version"], "2.1.25");
    },
  },
  {
    policy: "colors-read-the-schema",
    change: "blue cannot read what a later release has migrated",
    apply: (draft) => {
      draft.set(...STACK, ["schema"], { version: "2.2.0", readableBy: ">=2.1.26" });
    },
  },
  {
    policy: "colors-read-the-schema",
    change: "nothing says who can read the database",
    apply: (draft) => {
      draft.unset(...STACK, ["schema"]);
    },
  },
];

const JOBS: readonly Row[] = [
  {
    policy: "migration-follows-snapshot",
    change: "green's release has no migration",
    apply: (draft) => {
      draft.remove(JOB, MIGRATION);
    },
  },
  {
    policy: "migration-follows-snapshot",
    change: "green's release migrates without a snapshot",
    apply: (draft) => {
      draft.remove(JOB, SNAPSHOT);
    },
  },
  {
    policy: "migration-follows-snapshot",
    change: "green's migration is another release's",
    apply: (draft) => {
      draft.set(JOB, MIGRATION, IMAGE, `${REPOSITORY}@${OTHER}`);
    },
  },
  {
    policy: "migration-follows-snapshot",
    change: "the snapshot before green's migration is an older release's",
    apply: (draft) => {
      draft.set(
        JOB,
        SNAPSHOT,
        [...CONTAINER, "env"],
        [{ name: "RELEASE", value: "2.1.24-0000000" }],
      );
    },
  },
];

export const ROWS: readonly Row[] = [...IMAGES, ...CAPACITY, ...SCHEMA, ...JOBS];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "images-by-digest", of: [DEPLOYMENT, "green"], path: IMAGE },
  { policy: "color-runs-its-release", of: [DEPLOYMENT, "green"], path: DIGEST },
  { policy: "active-color-has-capacity", of: [AUTOSCALER, "blue"], path: ["spec", "minReplicas"] },
  { policy: "colors-read-the-schema", of: [DEPLOYMENT, "green"], path: VERSION },
  { policy: "migration-follows-snapshot", of: [DEPLOYMENT, "green"], path: RELEASE },
  { policy: "migration-follows-snapshot", of: [JOB, MIGRATION], path: IMAGE },
];
