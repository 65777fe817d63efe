/** What was looked for, or why it was not seen: it is not there, or one may not look. */
export type Sighting<T> = { seen: T } | { unseen: "absent" | "forbidden" };

export interface NodeClass {
  name: string;
  networkPolicy?: string | undefined;
}

/** What a cluster was found to be. */
export interface ClusterFacts {
  /** What AWS calls it. */
  name: string;
  version: { major: number; minor: number };
  /** The kinds that it knows of eks.amazonaws.com/v1. */
  eksKinds: Sighting<readonly string[]>;
  /** What the API server says of the metrics API; undefined when that is available. */
  metricsFault: Sighting<string | undefined>;
  /** The switch of the network policies' controller, as it stands. */
  networkPolicySwitch: Sighting<string | undefined>;
  nodeClasses: Sighting<readonly NodeClass[]>;
  /** What whoever asks may not do, such as `create deployments in lobechat`. */
  denied: readonly string[];
}

/** One thing that a cluster does not have. */
export interface ClusterProblem {
  missing: string;
  seen: string;
  /** The command that mends it. */
  fix: string;
}

const OLDEST = { major: 1, minor: 33 };

/** Everything that LobeHub needs of a cluster and this one does not have. */
export function clusterProblems(facts: ClusterFacts): ClusterProblem[] {
  return [
    versionProblem(facts),
    bindingProblem(facts),
    metricsProblem(facts),
    switchProblem(facts),
    nodeClassProblem(facts),
    accessProblem(facts),
  ].filter((problem) => problem !== undefined);
}

/** All of it in one message. */
export function problemsText(cluster: string, problems: readonly ClusterProblem[]): string {
  const count = problems.length === 1 ? "1 thing" : `${problems.length} things`;
  const blocks = problems.map(({ missing, seen, fix }) =>
    [`  ${missing}`, `    seen: ${seen}`, `    fix:  ${fix}`].join("\n"),
  );
  return `The cluster ${cluster} lacks ${count} that LobeChat needs. Nothing was changed in it.\n\n${blocks.join("\n\n")}\n`;
}

function versionProblem({ name, version }: ClusterFacts): ClusterProblem | undefined {
  const { major, minor } = version;
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return undefined;
  return {
    missing: `Kubernetes ${OLDEST.major}.${OLDEST.minor} or newer`,
    seen: `${major}.${minor}`,
    // EKS goes up by one minor version at a time.
    fix: `aws eks update-cluster-version --name ${name} --kubernetes-version ${major}.${minor + 1}`,
  };
}

function bindingProblem({ name, eksKinds }: ClusterFacts): ClusterProblem | undefined {
  if ("seen" in eksKinds && eksKinds.seen.includes("TargetGroupBinding")) return undefined;
  return {
    missing: "TargetGroupBinding of eks.amazonaws.com/v1, which EKS Auto Mode brings",
    seen: seenOf(eksKinds, (kinds) => kinds.join(", ")),
    fix: fixOf(
      eksKinds,
      name,
      `aws eks update-cluster-config --name ${name} --compute-config enabled=true --storage-config '{"blockStorage":{"enabled":true}}' --kubernetes-network-config '{"elasticLoadBalancing":{"enabled":true}}'`,
    ),
  };
}

function metricsProblem({ name, metricsFault }: ClusterFacts): ClusterProblem | undefined {
  if ("seen" in metricsFault && metricsFault.seen === undefined) return undefined;
  const install = `aws eks create-addon --cluster-name ${name} --addon-name metrics-server`;
  const look = "kubectl -n kube-system get pods -l app.kubernetes.io/name=metrics-server";
  return {
    missing: "the metrics API (v1beta1.metrics.k8s.io), which autoscaling reads",
    seen: seenOf(metricsFault, (fault) => `not available: ${fault ?? ""}`),
    fix: fixOf(metricsFault, name, "seen" in metricsFault ? look : install),
  };
}

function switchProblem(facts: ClusterFacts): ClusterProblem | undefined {
  const { name, networkPolicySwitch } = facts;
  if ("seen" in networkPolicySwitch && networkPolicySwitch.seen === "true") return undefined;
  const key = "enable-network-policy-controller";
  const create = `kubectl -n kube-system create configmap amazon-vpc-cni --from-literal=${key}=true`;
  const patch = `kubectl -n kube-system patch configmap amazon-vpc-cni --type merge -p '{"data":{"${key}":"true"}}'`;
  return {
    missing: `network policies: ${key} "true" in the ConfigMap kube-system/amazon-vpc-cni`,
    seen: seenOf(networkPolicySwitch, (value) => (value === undefined ? "unset" : `"${value}"`)),
    fix: fixOf(networkPolicySwitch, name, "seen" in networkPolicySwitch ? patch : create),
  };
}

function nodeClassProblem({ name, nodeClasses }: ClusterFacts): ClusterProblem | undefined {
  const classes = "seen" in nodeClasses ? nodeClasses.seen : [];
  // DefaultDeny would also cut what LobeHub's own policies say nothing of: its way to the database.
  if (classes.some(({ networkPolicy }) => networkPolicy === "DefaultAllow")) return undefined;
  // Whatever one changes in `default`, AWS writes over.
  const own = classes.find((nodeClass) => nodeClass.name !== "default")?.name;
  return {
    missing: "nodes that obey network policies: a NodeClass with networkPolicy DefaultAllow",
    seen: seenOf(nodeClasses, nodeClassesText),
    fix: fixOf(
      nodeClasses,
      name,
      `kubectl patch nodeclass ${own ?? "<one of your own>"} --type merge -p '{"spec":{"networkPolicy":"DefaultAllow"}}'`,
    ),
  };
}

function nodeClassesText(classes: readonly NodeClass[]): string {
  if (classes.length === 0) return "no NodeClass";
  return classes
    .map(({ name, networkPolicy }) => `${name}: ${networkPolicy ?? "unset"}`)
    .join(", ");
}

function accessProblem({ name, denied }: ClusterFacts): ClusterProblem | undefined {
  if (denied.length === 0) return undefined;
  return {
    missing: "the right to deploy, for whoever runs this",
    seen: `may not ${denied.join(", ")}`,
    fix: accessFix(name),
  };
}

function seenOf<T>(sighting: Sighting<T>, text: (seen: T) => string): string {
  if ("seen" in sighting) return text(sighting.seen);
  return sighting.unseen === "absent" ? "not there" : "whoever runs this may not look (403)";
}

function fixOf(sighting: Sighting<unknown>, clusterName: string, fix: string): string {
  const forbidden = "unseen" in sighting && sighting.unseen === "forbidden";
  return forbidden ? accessFix(clusterName) : fix;
}

/** Lets one in, and lets one deploy. */
export function accessFix(clusterName: string): string {
  const who = `--cluster-name ${clusterName} --principal-arn <ARN of your IAM role>`;
  return `aws eks create-access-entry ${who}; aws eks associate-access-policy ${who} --access-scope type=cluster --policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
}
