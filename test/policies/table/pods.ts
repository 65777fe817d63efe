import type { Row, UnknownRow } from "../support/rows";
import { APP, DEPLOYMENT, JOB, jobOf, POD, unknownOfBlue } from "../support/workloads";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

export const ROWS: readonly Row[] = [
  {
    policy: "pods-are-not-root",
    change: "blue's pods may be root",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "blue", [...POD, "securityContext", "runAsNonRoot"]);
    },
  },
  {
    policy: "pods-are-not-root",
    change: "the migration's container is root, whatever its pod says",
    apply: (draft) => {
      draft.set(JOB, jobOf(draft, "migration"), [...APP, "securityContext", "runAsUser"], 0);
    },
  },
  {
    policy: "pods-gain-no-privileges",
    change: "the assets proxy may escalate",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "assets", [...APP, "securityContext", "allowPrivilegeEscalation"]);
    },
  },
  {
    policy: "pods-gain-no-privileges",
    change: "green is privileged",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "green", [...APP, "securityContext", "privileged"], true);
    },
  },
  {
    policy: "pods-drop-capabilities",
    change: "the snapshot keeps its capabilities",
    apply: (draft) => {
      draft.unset(JOB, jobOf(draft, "snapshot"), [...APP, "securityContext", "capabilities"]);
    },
  },
  {
    policy: "pods-drop-capabilities",
    change: "blue gets one back",
    apply: (draft) => {
      const path = [...APP, "securityContext", "capabilities", "add"];
      draft.set(DEPLOYMENT, "blue", path, ["NET_ADMIN"]);
    },
  },
  {
    policy: "pods-have-seccomp",
    change: "the migration may make any system call",
    apply: (draft) => {
      draft.unset(JOB, jobOf(draft, "migration"), [...POD, "securityContext", "seccompProfile"]);
    },
  },
  {
    policy: "pods-have-seccomp",
    change: "blue's container is unconfined in a pod that is not",
    apply: (draft) => {
      const path = [...APP, "securityContext", "seccompProfile"];
      draft.set(DEPLOYMENT, "blue", path, { type: "Unconfined" });
    },
  },
  {
    policy: "pods-keep-off-the-node",
    change: "the assets proxy is on its node's network",
    apply: (draft) => {
      draft.set(DEPLOYMENT, "assets", [...POD, "hostNetwork"], true);
    },
  },
  {
    policy: "pods-keep-off-the-node",
    change: "the assets proxy writes to its node's disk",
    apply: (draft) => {
      const path = [...POD, "volumes", 1];
      draft.set(DEPLOYMENT, "assets", path, { name: "tmp", hostPath: { path: "/tmp" } });
    },
  },
  {
    policy: "containers-have-limits",
    change: "blue may take all memory of its node",
    apply: (draft) => {
      draft.unset(DEPLOYMENT, "blue", [...APP, "resources", "limits"]);
    },
  },
  {
    policy: "containers-have-limits",
    change: "the snapshot asks for no CPU",
    apply: (draft) => {
      draft.unset(JOB, jobOf(draft, "snapshot"), [...APP, "resources", "requests", "cpu"]);
    },
  },
  {
    policy: "secrets-are-references",
    change: "the migration reads the database's password from its own spec",
    apply: (draft) => {
      const value = "postgres://lobechat:hunter2@database:5432/lobechat";
      const variable = { name: "DATABASE_URL", value };
      draft.set(JOB, jobOf(draft, "migration"), [...APP, "env", 0], variable);
    },
  },
  {
    policy: "secrets-are-references",
    change: "the assets proxy is told a password in an address",
    apply: (draft) => {
      const variable = { name: "UPSTREAM", value: "https://proxy:hunter2@upstream" };
      draft.set(DEPLOYMENT, "assets", [...APP, "env"], [variable]);
    },
  },
  {
    policy: "config-maps-hold-no-secrets",
    change: "a provider's key is in a ConfigMap",
    apply: (draft) => {
      draft.set(CONFIG_MAP, "assets", ["data", "OPENAI_API_KEY"], "hunter2");
    },
  },
  {
    policy: "pods-get-no-token",
    change: "the snapshot may ask the cluster's API",
    apply: (draft) => {
      const path = [...POD, "automountServiceAccountToken"];
      draft.unset(JOB, jobOf(draft, "snapshot"), path);
    },
  },
];

export const UNKNOWN: readonly UnknownRow[] = [
  unknownOfBlue("pods-are-not-root", ...POD, "securityContext"),
  unknownOfBlue("pods-gain-no-privileges", ...APP, "securityContext"),
  unknownOfBlue("pods-drop-capabilities", ...APP, "securityContext", "capabilities", "drop"),
  unknownOfBlue("pods-have-seccomp", ...POD, "securityContext", "seccompProfile", "type"),
  unknownOfBlue("pods-keep-off-the-node", ...POD, "volumes"),
  unknownOfBlue("containers-have-limits", ...APP, "resources", "limits", "memory"),
  unknownOfBlue("secrets-are-references", ...APP, "env", 0, "value"),
  { policy: "config-maps-hold-no-secrets", of: [CONFIG_MAP, "assets"], path: ["data"] },
  unknownOfBlue("pods-get-no-token", ...POD, "automountServiceAccountToken"),
];
