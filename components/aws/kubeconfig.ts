export interface KubeconfigArgs {
  clusterName: string;
  region: string;
  /** `https://` URL of the Kubernetes API. */
  endpoint: string;
  /** The API's certificate authority, PEM in base64. */
  certificateAuthority: string;
}

/**
 * A kubeconfig, as JSON, that holds no credential: whoever uses it asks AWS for a token of their own, with the
 * `aws` command and the identity that it finds there.
 */
export function kubeconfigOf(args: KubeconfigArgs): string {
  const { clusterName, region, endpoint, certificateAuthority } = args;
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: clusterName,
        cluster: { server: endpoint, "certificate-authority-data": certificateAuthority },
      },
    ],
    users: [
      {
        name: clusterName,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1beta1",
            command: "aws",
            args: ["eks", "get-token", "--cluster-name", clusterName, "--region", region],
            interactiveMode: "Never",
          },
        },
      },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
  });
}
