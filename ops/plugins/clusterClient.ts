import type { StateResource } from "./state";
import { textOf } from "./state";

/** Large, and needed here alone: so it is loaded when somebody asks. */
const loadClient = () => import("@kubernetes/client-node");
type Client = Awaited<ReturnType<typeof loadClient>>;

export type CoreApi = InstanceType<Client["CoreV1Api"]>;
export type ObjectsApi = InstanceType<Client["CustomObjectsApi"]>;

/** The cluster's API for as long as a signal allows: a request that is on its way then ends with its connection. */
export interface ClusterClient {
  core: CoreApi;
  objects: ObjectsApi;
}

/**
 * The way to a stack's cluster, by what its state tells.
 *
 * @returns what makes clients, each for its own time
 * @throws Error when the state tells no way
 */
export async function clusterClients(
  resources: readonly StateResource[],
): Promise<(signal: AbortSignal) => ClusterClient> {
  const { KubeConfig, ...api } = await loadClient();
  const config = new KubeConfig();
  config.loadFromString(kubeconfigOf(resources));
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Error("the kubeconfig names no cluster");
  return (signal) => {
    const configuration = api.createConfiguration({
      baseServer: new api.ServerConfiguration(cluster.server, {}),
      authMethods: { default: config },
      promiseMiddleware: [
        {
          pre: (request) => {
            request.setSignal(signal);
            return Promise.resolve(request);
          },
          post: (response) => Promise.resolve(response),
        },
      ],
    });
    return {
      core: new api.CoreV1Api(configuration),
      objects: new api.CustomObjectsApi(configuration),
    };
  };
}

function kubeconfigOf(resources: readonly StateResource[]): string {
  const provider = resources.find(({ type }) => type === "pulumi:providers:kubernetes");
  const kubeconfig = textOf(provider?.inputs["kubeconfig"]);
  if (kubeconfig === undefined) throw new Error("the state tells no way to the cluster");
  return kubeconfig;
}
