import { z } from "zod";
import { accessFix, type ClusterFacts, type NodeClass, type Sighting } from "./clusterProblems";

/** Where LobeHub's objects will be. */
const NAMESPACE = "lobechat";

/** What the program does there. A namespace stands in none. */
const DEEDS = [
  { verb: "create", group: "", resource: "namespaces" },
  { verb: "create", group: "apps", resource: "deployments", namespace: NAMESPACE },
  { verb: "create", group: "batch", resource: "jobs", namespace: NAMESPACE },
  { verb: "create", group: "", resource: "secrets", namespace: NAMESPACE },
];

/** Large, and needed by this check alone: so it is loaded when that runs. */
const loadClient = () => import("@kubernetes/client-node");
type Client = Awaited<ReturnType<typeof loadClient>>;

/**
 * Asks a cluster what it is and has.
 *
 * @param deadlineMs Until when it has to have answered everything, in milliseconds from now.
 * @throws Error that tells why it did not answer and what to do, and nothing of the kubeconfig.
 */
export async function clusterFacts(kubeconfig: string, deadlineMs: number): Promise<ClusterFacts> {
  const client = await loadClient();
  const { configuration, ...cluster } = connection(client, kubeconfig, deadlineMs);
  try {
    return { name: cluster.name, ...(await answers(client, configuration)) };
  } catch (error) {
    throw unanswered(client, error, { ...cluster, deadlineMs });
  }
}

async function answers(
  client: Client,
  configuration: ReturnType<typeof connection>["configuration"],
): Promise<Omit<ClusterFacts, "name">> {
  // Alone and first: one token serves all that follows.
  const version = await new client.VersionApi(configuration).getCode();
  const custom = new client.CustomObjectsApi(configuration);
  const eks = { group: "eks.amazonaws.com", version: "v1" };
  const registrations = new client.ApiregistrationV1Api(configuration);
  const core = new client.CoreV1Api(configuration);
  const cni = { name: "amazon-vpc-cni", namespace: "kube-system" };
  const look = <T>(answer: Promise<T>) => sighting(client, answer);
  const [eksKinds, metricsFault, networkPolicySwitch, nodeClasses, denied] = await Promise.all([
    look(custom.getAPIResources(eks).then(({ resources }) => resources.map(({ kind }) => kind))),
    look(registrations.readAPIService({ name: "v1beta1.metrics.k8s.io" }).then(faultOf)),
    look(
      core
        .readNamespacedConfigMap(cni)
        .then(({ data }) => data?.["enable-network-policy-controller"]),
    ),
    look(custom.listClusterCustomObject({ ...eks, plural: "nodeclasses" }).then(nodeClassesOf)),
    deniedDeeds(client, configuration),
  ]);
  return {
    version: { major: parseInt(version.major), minor: parseInt(version.minor) },
    ...{ eksKinds, metricsFault, networkPolicySwitch, nodeClasses, denied },
  };
}

function connection(client: Client, kubeconfig: string, deadlineMs: number) {
  const config = new client.KubeConfig();
  try {
    config.loadFromString(kubeconfig);
  } catch {
    // The parser's own message would quote the file, and with it a token.
    throw new Error("The kubeconfig of the existing cluster cannot be read: it is no kubeconfig");
  }
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new Error("The kubeconfig of the existing cluster has no current context that names one");
  }
  const deadline = AbortSignal.timeout(deadlineMs);
  const configuration = client.createConfiguration({
    baseServer: new client.ServerConfiguration(cluster.server, {}),
    authMethods: { default: config },
    promiseMiddleware: [
      {
        pre: (request) => {
          request.setSignal(deadline);
          return Promise.resolve(request);
        },
        post: (response) => Promise.resolve(response),
      },
    ],
  });
  return { server: cluster.server, name: nameOf(config.getCurrentUser()), configuration };
}

const EKS_USER = z.object({ exec: z.object({ args: z.array(z.string()) }) });

/** What AWS calls the cluster: the one place in a kubeconfig that has to tell is the command for a token. */
function nameOf(user: unknown): string {
  const parsed = EKS_USER.safeParse(user);
  const args = parsed.success ? parsed.data.exec.args : [];
  const flag = args.indexOf("--cluster-name");
  return (flag === -1 ? undefined : args[flag + 1]) ?? "<cluster>";
}

async function sighting<T>(client: Client, answer: Promise<T>): Promise<Sighting<T>> {
  try {
    return { seen: await answer };
  } catch (error) {
    if (error instanceof client.ApiException && error.code === 404) return { unseen: "absent" };
    if (error instanceof client.ApiException && error.code === 403) return { unseen: "forbidden" };
    throw error;
  }
}

interface ApiService {
  status?: { conditions?: { type: string; status: string; message?: string }[] };
}

function faultOf({ status }: ApiService): string | undefined {
  const available = status?.conditions?.find(({ type }) => type === "Available");
  if (available?.status === "True") return undefined;
  return available?.message ?? "no word of it yet";
}

const NODE_CLASSES = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ networkPolicy: z.string().optional() }).optional(),
    }),
  ),
});

function nodeClassesOf(list: unknown): NodeClass[] {
  return NODE_CLASSES.parse(list).items.map(({ metadata, spec }) => ({
    name: metadata.name,
    networkPolicy: spec?.networkPolicy,
  }));
}

async function deniedDeeds(
  client: Client,
  configuration: ReturnType<typeof connection>["configuration"],
): Promise<string[]> {
  const api = new client.AuthorizationV1Api(configuration);
  const denied = await Promise.all(
    DEEDS.map(async (deed) => {
      const review = new client.V1SelfSubjectAccessReview();
      const body = Object.assign(review, { spec: { resourceAttributes: deed } });
      const { status } = await api.createSelfSubjectAccessReview({ body });
      const place = deed.namespace === undefined ? "" : ` in ${deed.namespace}`;
      return status?.allowed === true ? [] : [`${deed.verb} ${deed.resource}${place}`];
    }),
  );
  return denied.flat();
}

/** Why there is no answer, in one sentence, and what to do. */
function unanswered(
  client: Client,
  error: unknown,
  { server, name, deadlineMs }: { server: string; name: string; deadlineMs: number },
): Error {
  const api = `The Kubernetes API at ${server}`;
  if (error instanceof client.ApiException) {
    return error.code === 401 || error.code === 403
      ? new Error(
          `${api} does not know who asks (${error.code}). Let your IAM role in: ${accessFix(name)}`,
        )
      : new Error(`${api} is not well: it answered ${error.code}.`);
  }
  const { name: kind, message } = error instanceof Error ? error : new Error(String(error));
  switch (kind) {
    case "FetchError":
      return unreachable(api, name, message);
    case "AbortError":
      return unreachable(api, name, `no answer within ${deadlineMs / 1000} s`);
    case "SyntaxError":
      // Its message would quote what was read, and that may be a token.
      return new Error(`${api} or the command for its token answered what is no JSON.`);
    default:
      return new Error(
        `${api} was not asked: ${message.trim()}. If that is about a token, sign in to AWS first; this shows who you are: aws sts get-caller-identity`,
      );
  }
}

function unreachable(api: string, name: string, reason: string): Error {
  return new Error(
    `${api} cannot be reached from here (${reason}). Run this where it can: inside the cluster's network (VPN, bastion, a runner there); or open it for your address: aws eks update-cluster-config --name ${name} --resources-vpc-config endpointPublicAccess=true,publicAccessCidrs=<your address>/32`,
  );
}
