import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** What stands in for an object's path: the object, or the status of a refusal. */
export type Objects = Record<string, object | number>;

/** A cluster in Auto Mode that has all that LobeHub needs, by the paths of its objects. */
export const FIT: Readonly<Objects> = {
  "/version": { major: "1", minor: "33+", gitVersion: "v1.33.4-eks-99d6cc0" },
  "/apis/eks.amazonaws.com/v1": {
    kind: "APIResourceList",
    groupVersion: "eks.amazonaws.com/v1",
    resources: ["NodeClass", "TargetGroupBinding"].map((kind) => ({
      name: `${kind.toLowerCase()}s`,
      singularName: kind.toLowerCase(),
      namespaced: kind === "TargetGroupBinding",
      kind,
      verbs: ["create", "get"],
    })),
  },
  "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io": {
    kind: "APIService",
    status: { conditions: [{ type: "Available", status: "True", reason: "Passed" }] },
  },
  "/api/v1/namespaces/kube-system/configmaps/amazon-vpc-cni": {
    kind: "ConfigMap",
    data: { "enable-network-policy-controller": "true" },
  },
  "/apis/eks.amazonaws.com/v1/nodeclasses": {
    kind: "NodeClassList",
    items: [{ metadata: { name: "default" }, spec: { networkPolicy: "DefaultAllow" } }],
  },
};

const REVIEW = z.object({
  spec: z.object({ resourceAttributes: z.object({ verb: z.string(), resource: z.string() }) }),
});

/** Answers as a Kubernetes API server does, on the loopback. */
export class KubernetesApi {
  objects: Objects = { ...FIT };
  /** Resources that whoever asks may not create. */
  denied: string[] = [];
  /** Whether it takes a question and never answers. */
  silent = false;
  /** Methods and paths in the order of arrival. */
  readonly asked: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
      if (!this.silent) void this.#answer(request, response);
    });
  }

  /** @returns a kubeconfig for it, as that of EKS but for the token */
  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = this.#server.address() as AddressInfo;
    return kubeconfig(`http://127.0.0.1:${port}`);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const known = request.headers.authorization === `Bearer ${TOKEN}`;
    const found = known ? await this.#find(request) : 401;
    const status = typeof found === "number" ? found : 200;
    const refusal = { kind: "Status", apiVersion: "v1", status: "Failure", code: status };
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(typeof found === "number" ? refusal : found));
  }

  async #find(request: IncomingMessage): Promise<object | number> {
    const path = request.url ?? "";
    if (path.endsWith("/selfsubjectaccessreviews")) return this.#review(await text(request));
    return this.objects[path] ?? 404;
  }

  #review(body: string): object {
    const { resource, verb } = REVIEW.parse(JSON.parse(body)).spec.resourceAttributes;
    return { status: { allowed: verb === "create" && !this.denied.includes(resource) } };
  }
}

const TOKEN = "token-of-the-night";

/** As that of EKS: a command makes the token, here Node itself. */
function kubeconfig(server: string): string {
  const credential = {
    kind: "ExecCredential",
    apiVersion: "client.authentication.k8s.io/v1beta1",
    status: { token: TOKEN, expirationTimestamp: "2999-01-01T00:00:00Z" },
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    // Without the second the client refuses to speak plain HTTP.
    clusters: [{ name: "shared", cluster: { server, "insecure-skip-tls-verify": true } }],
    users: [
      {
        name: "deployer",
        user: {
          exec: {
            apiVersion: credential.apiVersion,
            command: process.execPath,
            args: [
              ...["-e", `console.log('${JSON.stringify(credential)}')`, "--"],
              ...["--cluster-name", "shared-prod"],
            ],
          },
        },
      },
    ],
    contexts: [{ name: "shared", context: { cluster: "shared", user: "deployer" } }],
    "current-context": "shared",
  });
}
