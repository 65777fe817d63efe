import assert from "node:assert/strict";
import {
  clusterProblems,
  problemsText,
  type ClusterFacts,
} from "../../../components/kubernetes/clusterProblems";

const FIT: ClusterFacts = {
  name: "shared",
  version: { major: 1, minor: 33 },
  eksKinds: { seen: ["NodeClass", "TargetGroupBinding"] },
  metricsFault: { seen: undefined },
  networkPolicySwitch: { seen: "true" },
  nodeClasses: { seen: [{ name: "default", networkPolicy: "DefaultAllow" }] },
  denied: [],
};

const WHO = "--cluster-name shared --principal-arn <ARN of your IAM role>";
const ACCESS = `aws eks create-access-entry ${WHO}; aws eks associate-access-policy ${WHO} --access-scope type=cluster --policy-arn arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
const FORBIDDEN = "whoever runs this may not look (403)";
const AUTO_MODE = `aws eks update-cluster-config --name shared --compute-config enabled=true --storage-config '{"blockStorage":{"enabled":true}}' --kubernetes-network-config '{"elasticLoadBalancing":{"enabled":true}}'`;
const SWITCH = "enable-network-policy-controller";

interface Unfit {
  /** In what the cluster differs from one that fits. */
  lack: Partial<ClusterFacts>;
  missing: RegExp;
  seen: string;
  fix: string;
}

const lacks: Record<string, Unfit> = {
  "an older Kubernetes": {
    lack: { version: { major: 1, minor: 31 } },
    missing: /^Kubernetes 1.33 or newer$/,
    seen: "1.31",
    fix: "aws eks update-cluster-version --name shared --kubernetes-version 1.32",
  },
  "no EKS Auto Mode": {
    lack: { eksKinds: { unseen: "absent" } },
    missing: /^TargetGroupBinding of eks.amazonaws.com\/v1/,
    seen: "not there",
    fix: AUTO_MODE,
  },
  "Auto Mode without load balancing": {
    lack: { eksKinds: { seen: ["NodeClass", "NodeDiagnostic"] } },
    missing: /^TargetGroupBinding of eks.amazonaws.com\/v1/,
    seen: "NodeClass, NodeDiagnostic",
    fix: AUTO_MODE,
  },
  "no metrics-server": {
    lack: { metricsFault: { unseen: "absent" } },
    missing: /^the metrics API/,
    seen: "not there",
    fix: "aws eks create-addon --cluster-name shared --addon-name metrics-server",
  },
  "a metrics-server that does not run": {
    lack: { metricsFault: { seen: "no endpoints available" } },
    missing: /^the metrics API/,
    seen: "not available: no endpoints available",
    fix: "kubectl -n kube-system get pods -l app.kubernetes.io/name=metrics-server",
  },
  "no switch for network policies": {
    lack: { networkPolicySwitch: { unseen: "absent" } },
    missing: /^network policies/,
    seen: "not there",
    fix: `kubectl -n kube-system create configmap amazon-vpc-cni --from-literal=${SWITCH}=true`,
  },
  "network policies switched off": {
    lack: { networkPolicySwitch: { seen: "false" } },
    missing: /^network policies/,
    seen: '"false"',
    fix: `kubectl -n kube-system patch configmap amazon-vpc-cni --type merge -p '{"data":{"${SWITCH}":"true"}}'`,
  },
  "network policies never switched": {
    lack: { networkPolicySwitch: { seen: undefined } },
    missing: /^network policies/,
    seen: "unset",
    fix: `kubectl -n kube-system patch configmap amazon-vpc-cni --type merge -p '{"data":{"${SWITCH}":"true"}}'`,
  },
  "nodes that obey no policy": {
    lack: { nodeClasses: { seen: [{ name: "default" }, { name: "apps" }] } },
    missing: /^nodes that obey network policies/,
    seen: "default: unset, apps: unset",
    fix: `kubectl patch nodeclass apps --type merge -p '{"spec":{"networkPolicy":"DefaultAllow"}}'`,
  },
  "nodes that deny what no policy allows": {
    lack: { nodeClasses: { seen: [{ name: "default", networkPolicy: "DefaultDeny" }] } },
    missing: /^nodes that obey network policies/,
    seen: "default: DefaultDeny",
    fix: `kubectl patch nodeclass <one of your own> --type merge -p '{"spec":{"networkPolicy":"DefaultAllow"}}'`,
  },
  "node classes that may not be seen": {
    lack: { nodeClasses: { unseen: "forbidden" } },
    missing: /^nodes that obey network policies/,
    seen: FORBIDDEN,
    fix: ACCESS,
  },
  "a switch that may not be seen": {
    lack: { networkPolicySwitch: { unseen: "forbidden" } },
    missing: /^network policies/,
    seen: FORBIDDEN,
    fix: ACCESS,
  },
  "no access for whoever runs this": {
    lack: { denied: ["create namespaces", "create jobs in lobechat"] },
    missing: /^the right to deploy/,
    seen: "may not create namespaces, create jobs in lobechat",
    fix: ACCESS,
  },
};

describe("an existing cluster", () => {
  for (const [what, { lack, missing, seen, fix }] of Object.entries(lacks)) {
    it(`with ${what} lacks that alone`, () => {
      const problems = clusterProblems({ ...FIT, ...lack });
      assert.deepEqual(
        problems.map((problem) => ({ seen: problem.seen, fix: problem.fix })),
        [{ seen, fix }],
      );
      assert.match(problems[0]?.missing ?? "", missing);
    });
  }

  for (const version of [
    { major: 1, minor: 33 },
    { major: 1, minor: 40 },
    { major: 2, minor: 0 },
  ]) {
    it(`of ${version.major}.${version.minor} with everything lacks nothing`, () => {
      assert.deepEqual(clusterProblems({ ...FIT, version }), []);
    });
  }

  it("is told all that it lacks at once, each with what was seen and what mends it", () => {
    const problems = [
      { missing: "one", seen: "none", fix: "make one" },
      { missing: "two", seen: "1", fix: "make another" },
    ];
    assert.equal(
      problemsText("shared", problems),
      `The cluster shared lacks 2 things that LobeChat needs. Nothing was changed in it.

  one
    seen: none
    fix:  make one

  two
    seen: 1
    fix:  make another
`,
    );
  });
});
