import assert from "node:assert/strict";
import { checkCluster } from "../../../components/kubernetes/clusterCheck";
import { FIT, KubernetesApi } from "./kubernetesApi";

const DEADLINE_MS = 10_000;

describe("the check of an existing cluster", () => {
  let api: KubernetesApi;
  let kubeconfig: string;
  beforeEach(async () => {
    api = new KubernetesApi();
    kubeconfig = await api.listen();
  });
  afterEach(() => api.close());

  it("takes one that has all that LobeHub needs, and changes nothing in it", async () => {
    await checkCluster(kubeconfig, DEADLINE_MS);
    const posted = api.asked.filter((question) => !question.startsWith("GET "));
    assert.deepEqual(
      new Set(posted),
      new Set(["POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"]),
    );
    assert.equal(posted.length, 4);
  });

  it("tells all that is missing at once", async () => {
    api.objects = { "/version": { major: "1", minor: "31", gitVersion: "v1.31.1" } };
    api.denied = ["namespaces", "jobs"];
    const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
    assert.match(message, /^The cluster shared-prod lacks 6 things that LobeChat needs\./);
    for (const line of [
      "Kubernetes 1.33 or newer\n    seen: 1.31\n",
      "TargetGroupBinding of eks.amazonaws.com/v1, which EKS Auto Mode brings\n    seen: not there\n",
      "the metrics API (v1beta1.metrics.k8s.io), which autoscaling reads\n    seen: not there\n",
      "in the ConfigMap kube-system/amazon-vpc-cni\n    seen: not there\n",
      "a NodeClass with networkPolicy DefaultAllow\n    seen: not there\n",
      "the right to deploy, for whoever runs this\n    seen: may not create namespaces, create jobs in lobechat\n",
    ]) {
      assert.ok(message.includes(line), `${line} is not in ${message}`);
    }
  });

  it("tells what may not be looked at apart from what is not there", async () => {
    api.objects = { ...FIT, "/apis/eks.amazonaws.com/v1/nodeclasses": 403 };
    const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
    assert.match(message, /lacks 1 thing [^]*seen: whoever runs this may not look \(403\)/);
  });

  it("tells why the metrics API is not available", async () => {
    const path = "/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io";
    const down = { type: "Available", status: "False", message: "endpoints have no addresses" };
    api.objects = { ...FIT, [path]: { status: { conditions: [down] } } };
    const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
    assert.match(message, /seen: not available: endpoints have no addresses/);
  });

  it("says from where to run when nobody answers there", async () => {
    await api.close();
    const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
    assert.match(
      message,
      /^The Kubernetes API at http:\/\/127\.0\.0\.1:\d+ cannot be reached from here/,
    );
    assert.match(message, /ECONNREFUSED[^]*Run this where it can: inside the cluster's network/);
    assert.match(message, /update-cluster-config --name shared-prod --resources-vpc-config/);
    api = new KubernetesApi();
    await api.listen();
  });

  it("says the same when the answer does not come", async () => {
    api.silent = true;
    const message = await refusal(checkCluster(kubeconfig, 500));
    assert.match(message, /cannot be reached from here \(no answer within 0\.5 s\)/);
  });

  for (const status of [401, 403]) {
    it(`says how to be let in when the cluster answers ${status}`, async () => {
      api.objects = { "/version": status };
      const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
      assert.match(
        message,
        new RegExp(`does not know who asks \\(${status}\\)[^]*create-access-entry`),
      );
    });
  }

  it("says that a cluster which answers 500 is not well", async () => {
    api.objects = { ...FIT, "/apis/eks.amazonaws.com/v1": 500 };
    const message = await refusal(checkCluster(kubeconfig, DEADLINE_MS));
    assert.match(message, /is not well: it answered 500/);
  });

  it("says who to be when there is no token", async () => {
    const broken = kubeconfig.replace(JSON.stringify(process.execPath), '"no-such-command"');
    const message = await refusal(checkCluster(broken, DEADLINE_MS));
    assert.match(message, /was not asked: spawn no-such-command ENOENT[^]*get-caller-identity/);
  });

  for (const [what, text] of Object.entries({
    "is no kubeconfig": "token: [secret-of-the-night",
    "has no current context": '{"apiVersion":"v1","kind":"Config","token":"secret-of-the-night"}',
  })) {
    it(`tells nothing of a kubeconfig that ${what}, but that`, async () => {
      const message = await refusal(checkCluster(text, DEADLINE_MS));
      assert.match(message, new RegExp(`^The kubeconfig of the existing cluster .*${what}`));
      assert.ok(!message.includes("secret-of-the-night"));
    });
  }
});

async function refusal(check: Promise<void>): Promise<string> {
  try {
    await check;
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  assert.fail("the check let it pass");
}
