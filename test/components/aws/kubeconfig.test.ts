import assert from "node:assert/strict";
import { kubeconfigOf } from "../../../components/aws/kubeconfig";

describe("the kubeconfig of a cluster", () => {
  it("asks AWS for a token each time, and holds none", () => {
    const kubeconfig: unknown = JSON.parse(
      kubeconfigOf({
        clusterName: "lobechat-prod",
        region: "eu-central-1",
        endpoint: "https://0A1B.gr7.eu-central-1.eks.amazonaws.com",
        certificateAuthority: "Q0E=",
      }),
    );
    assert.deepEqual(kubeconfig, {
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "lobechat-prod",
          cluster: {
            server: "https://0A1B.gr7.eu-central-1.eks.amazonaws.com",
            "certificate-authority-data": "Q0E=",
          },
        },
      ],
      users: [
        {
          name: "lobechat-prod",
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "aws",
              args: [
                ...["eks", "get-token"],
                ...["--cluster-name", "lobechat-prod", "--region", "eu-central-1"],
              ],
              interactiveMode: "Never",
            },
          },
        },
      ],
      contexts: [
        { name: "lobechat-prod", context: { cluster: "lobechat-prod", user: "lobechat-prod" } },
      ],
      "current-context": "lobechat-prod",
    });
  });
});
