import { randomUUID } from "node:crypto";
import type { Properties } from "../provider/envelope";
import type { ResourceKind } from "../provider/kind";
import { hasGivenName, nameInKubernetes } from "../provider/names";
import type { Cluster } from "./cluster";
import {
  autoscaler,
  configuration,
  cronJob,
  job,
  metadata,
  service,
  targetGroupBinding,
} from "./objects";

type Apply = (
  id: string,
  inputs: Properties,
  computed: Properties,
  name: string,
) => Promise<void> | void;

interface Behavior {
  /** Whether its objects belong to the cluster and to no namespace. */
  clusterScoped?: boolean;
  /** Paths beside name and namespace that make a new object. */
  replaceOn?: readonly string[];
  mustReplace?: (id: string, inputs: Properties) => string[];
  apply?: Apply;
  /** @default what a create does */
  update?: Apply;
  remove?: (id: string) => Promise<void> | void;
}

/** What is the same for every object: names, ids, and what the API server adds to its metadata. */
function kind(behavior: Behavior): ResourceKind {
  const { clusterScoped = false } = behavior;
  const uids = new Map<string, string>();
  const idOf = (inputs: Properties): string => {
    const parsed = metadata.safeParse(inputs["metadata"]);
    if (!parsed.success) return "";
    const { namespace, name } = parsed.data;
    return clusterScoped ? name : `${namespace}/${name}`;
  };
  const computedOf = (id: string, inputs: Properties): Properties => {
    const { namespace, name } = metadata.parse(inputs["metadata"]);
    const uid = uids.get(id) ?? randomUUID();
    uids.set(id, uid);
    return { metadata: { name, uid, ...(clusterScoped ? {} : { namespace }) } };
  };
  return {
    replaceOn: ["metadata.name", "metadata.namespace", ...(behavior.replaceOn ?? [])],
    check: nameInKubernetes,
    deleteBeforeReplace: (olds, news) => hasGivenName(news) && idOf(olds) === idOf(news),
    mustReplace: (id, news) => behavior.mustReplace?.(id, news) ?? [],
    create: async ({ name, inputs }) => {
      const id = idOf(inputs);
      const computed = computedOf(id, inputs);
      await behavior.apply?.(id, inputs, computed, name);
      return { id, computed };
    },
    update: async (id, { name, inputs }) => {
      const computed = computedOf(id, inputs);
      const change = behavior.update ?? behavior.apply;
      await change?.(id, inputs, computed, name);
      return computed;
    },
    delete: async (id) => {
      await behavior.remove?.(id);
      uids.delete(id);
    },
  };
}

function configurationKind(cluster: Cluster, of: "Secret" | "ConfigMap"): ResourceKind {
  return kind({
    replaceOn: of === "Secret" ? ["type"] : [],
    apply: (_id, inputs) => {
      cluster.configurations.put(of, configuration.parse(inputs));
    },
    remove: (id) => {
      cluster.configurations.remove(of, id);
    },
  });
}

function jobKind({ jobs }: Cluster): ResourceKind {
  return kind({
    replaceOn: ["spec.template", "spec.selector", "spec.completions"],
    mustReplace: (id, { metadata: given }) => {
      const { annotations } = metadata.parse(given);
      const again = annotations["pulumi.com/replaceUnready"] === "true" && jobs.hasFailed(id);
      return again ? ['metadata.annotations["pulumi.com/replaceUnready"]'] : [];
    },
    apply: async (id, inputs, computed, name) => {
      const object = job.parse(inputs);
      jobs.start(id, name, object);
      await jobs.awaitEnd({ id, computed }, object);
    },
    update: async (id, inputs, computed) => {
      await jobs.awaitEnd({ id, computed }, job.parse(inputs));
    },
    remove: (id) => jobs.remove(id),
  });
}

function cronJobKind({ cronJobs }: Cluster): ResourceKind {
  return kind({
    apply: (id, inputs) => {
      cronJobs.put(id, cronJob.parse(inputs));
    },
    remove: (id) => {
      cronJobs.remove(id);
    },
  });
}

function autoscalerKind({ deployments }: Cluster): ResourceKind {
  const targets = new Map<string, string>();
  return kind({
    apply: (id, inputs) => {
      const { metadata: own, spec } = autoscaler.parse(inputs);
      const target = `${own.namespace}/${spec.scaleTargetRef.name}`;
      targets.set(id, target);
      deployments.bound(target, { min: spec.minReplicas, max: spec.maxReplicas });
    },
    remove: (id) => {
      deployments.bound(targets.get(id) ?? "", null);
      targets.delete(id);
    },
  });
}

/** What is taken note of, and does nothing: in a namespace, and in the cluster alone. */
const RECORDED = [
  "kubernetes:core/v1:ServiceAccount",
  "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  "kubernetes:policy/v1:PodDisruptionBudget",
];
const RECORDED_IN_CLUSTER = [
  "kubernetes:core/v1:Namespace",
  "kubernetes:eks.amazonaws.com/v1:NodeClass",
  "kubernetes:karpenter.sh/v1:NodePool",
];

/** Check and Diff need no cluster; everything else asks its API. */
export function kubernetesKinds(cluster: Cluster): [string, ResourceKind][] {
  const { api } = cluster;
  return objectKinds(cluster).map(([type, kind]) => [
    type,
    {
      ...kind,
      create: (resource) => api.reach(() => kind.create(resource)),
      update: (id, resource, old) => api.reach(() => kind.update(id, resource, old)),
      delete: (id, resource) => api.reach(() => kind.delete(id, resource)),
      read: () => api.reach(() => Promise.resolve({})),
    },
  ]);
}

function objectKinds(cluster: Cluster): [string, ResourceKind][] {
  const { deployments, endpoints } = cluster;
  return [
    ...RECORDED.map((type): [string, ResourceKind] => [type, kind({})]),
    ...RECORDED_IN_CLUSTER.map((type): [string, ResourceKind] => [
      type,
      kind({ clusterScoped: true }),
    ]),
    ["kubernetes:core/v1:Secret", configurationKind(cluster, "Secret")],
    ["kubernetes:core/v1:ConfigMap", configurationKind(cluster, "ConfigMap")],
    [
      "kubernetes:core/v1:Service",
      kind({
        apply: (id, inputs) => {
          endpoints.putService(id, service.parse(inputs));
        },
        remove: (id) => {
          endpoints.removeService(id);
        },
      }),
    ],
    [
      "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding",
      kind({
        apply: (id, inputs) => {
          endpoints.bind(id, targetGroupBinding.parse(inputs));
        },
        remove: (id) => {
          endpoints.unbind(id);
        },
      }),
    ],
    [
      "kubernetes:apps/v1:Deployment",
      kind({
        replaceOn: ["spec.selector"],
        apply: (id, inputs, computed) => deployments.apply(id, inputs, computed),
        remove: (id) => deployments.remove(id),
      }),
    ],
    ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", autoscalerKind(cluster)],
    ["kubernetes:batch/v1:Job", jobKind(cluster)],
    ["kubernetes:batch/v1:CronJob", cronJobKind(cluster)],
  ];
}
