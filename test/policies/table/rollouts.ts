import type { Row, UnknownRow } from "../support/rows";
import { APP, DEPLOYMENT, JOB, jobOf, unknownOfBlue } from "../support/workloads";

const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";
const AUTOSCALER = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";

export const ROWS: readonly Row[] = [
  {
    policy: "pods-are-probed",
    change: "nobody notices that green hangs",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "green", [...APP, "livenessProbe"]);
    },
  },
  {
    policy: "pods-are-probed",
    change: "the assets proxy gets requests before it is ready",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "assets", [...APP, "readinessProbe"]);
    },
  },
  {
    policy: "probes-ask-the-version",
    change: "blue is ready when it answers with a redirect",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "blue", [...APP, "readinessProbe", "httpGet", "path"], "/");
    },
  },
  {
    policy: "probes-ask-the-version",
    change: "a database that blinks restarts all of green",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", [...APP, "livenessProbe", "httpGet", "path"], "/f/none");
    },
  },
  {
    policy: "probes-ask-the-version",
    change: "blue is given no time to start",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "blue", [...APP, "startupProbe"]);
    },
  },
  {
    policy: "rollouts-are-surge-only",
    change: "a rollout of blue takes a quarter of its pods away",
    apply: (draft) => {
      const path = ["spec", "strategy", "rollingUpdate", "maxUnavailable"];
      draft.set(DEPLOYMENT, "blue", path, "25%");
    },
  },
  {
    policy: "rollouts-are-surge-only",
    change: "a rollout of the assets proxy takes all pods away first",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "assets", ["spec", "strategy"], { type: "Recreate" });
    },
  },
  {
    policy: "rollouts-wait-for-health",
    change: "green's new pods count at once",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "green", ["spec", "minReadySeconds"]);
    },
  },
  {
    policy: "replicas-are-the-autoscalers",
    change: "blue has a number of pods of its own",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "blue", ["spec", "replicas"], 3);
    },
  },
  {
    policy: "autoscalers-are-on",
    change: "an autoscaler of a Deployment that is gone is left",
    apply: (draft) => {
      draft.copy(AUTOSCALER, "blue", "old");
      draft.set(AUTOSCALER, "old", ["spec", "scaleTargetRef", "name"], "lobechat");
    },
  },
  {
    policy: "budgets-cover-their-pods",
    change: "green has no budget",
    apply: (draft) => {
      draft.remove(BUDGET, "green");
    },
  },
  {
    policy: "budgets-cover-their-pods",
    change: "green's budget selects blue's pods",
    apply: (draft) => {
      const path = ["spec", "selector", "matchLabels", "app.kubernetes.io/instance"];
      draft.set(BUDGET, "green", path, "blue");
    },
  },
  {
    policy: "budgets-cover-their-pods",
    change: "blue's budget is in another namespace",
    apply: (draft) => {
      draft.set(BUDGET, "blue", ["metadata", "namespace"], "default");
    },
  },
  {
    policy: "budgets-cover-their-pods",
    change: "blue's budget lets both of its pods go",
    apply: (draft) => {
      draft.set(BUDGET, "blue", ["spec", "maxUnavailable"], "60%");
    },
  },
  {
    policy: "budgets-cover-their-pods",
    change: "no node with a pod of the assets proxy can be drained",
    apply: (draft) => {
      draft.unset(BUDGET, "assets", ["spec", "maxUnavailable"]);
      draft.set(BUDGET, "assets", ["spec", "minAvailable"], 2);
    },
  },
  {
    policy: "jobs-end",
    change: "the migration may run for ever",
    apply: (draft) => {
      draft.unset(JOB, jobOf(draft, "migration"), ["spec", "activeDeadlineSeconds"]);
    },
  },
  {
    policy: "jobs-end",
    change: "an update gives up on a snapshot before its deadline",
    apply: (draft) => {
      const path = ["metadata", "annotations", "pulumi.com/timeoutSeconds"];
      draft.set(JOB, jobOf(draft, "snapshot"), path, "600");
    },
  },
  {
    policy: "jobs-stay",
    change: "the snapshot's Job is deleted after a day",
    apply: (draft) => {
      draft.set(JOB, jobOf(draft, "snapshot"), ["spec", "ttlSecondsAfterFinished"], 86_400);
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  unknownOfBlue("pods-are-probed", ...APP, "livenessProbe"),
  unknownOfBlue("probes-ask-the-version", ...APP, "readinessProbe", "httpGet", "path"),
  unknownOfBlue("rollouts-are-surge-only", "spec", "strategy", "rollingUpdate", "maxUnavailable"),
  unknownOfBlue("rollouts-wait-for-health", "spec", "minReadySeconds"),
  unknownOfBlue("replicas-are-the-autoscalers", "spec", "replicas"),
  { policy: "autoscalers-are-on", of: [DEPLOYMENT, "blue"], path: ["metadata", "name"] },
  { policy: "budgets-cover-their-pods", of: [BUDGET, "blue"], path: ["metadata", "namespace"] },
];
