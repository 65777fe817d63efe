import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { egressRules, NAMES_ONLY, TO_COLORS, type Egress } from "./egressRules";
import { networkProbes, PROBE } from "./networkProbe";

export interface ClosedNamespaceArgs {
  namespace: pulumi.Output<string>;
  /** Holds REDIS_URL, by which the probe finds something that listens. */
  secretName: pulumi.Output<string>;
  /** Whom pods may reach. */
  egress: readonly Egress[];
  /** With sh and nc. */
  probeImage: string;
}

const NAME = "app.kubernetes.io/name";

/**
 * Nobody reaches a pod and no pod reaches anybody, but by a rule: into it those beside the pods, out of it these here.
 * What closes comes after what opens, so that nothing is cut on the way.
 */
export function closedNamespace(
  name: string,
  { namespace, secretName, egress, probeImage }: ClosedNamespaceArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const policy = (
    part: string,
    spec: k8s.types.input.networking.v1.NetworkPolicySpec,
    dependsOn: pulumi.Resource[] = [],
  ) => {
    const named = `${name}-${part}`;
    const metadata = { name: named, namespace };
    return new k8s.networking.v1.NetworkPolicy(named, { metadata, spec }, { ...opts, dependsOn });
  };
  const opening = [
    policy("egress", {
      podSelector: {
        matchExpressions: [{ key: NAME, operator: "NotIn", values: ["assets", PROBE.closed] }],
      },
      policyTypes: ["Egress"],
      egress: egressRules(egress),
    }),
    policy("assets-egress", {
      podSelector: { matchLabels: { [NAME]: "assets" } },
      policyTypes: ["Egress"],
      egress: TO_COLORS,
    }),
    policy("closed-egress", {
      podSelector: { matchLabels: { [NAME]: PROBE.closed } },
      policyTypes: ["Egress"],
      egress: NAMES_ONLY,
    }),
  ];
  const closing = policy(
    "default-deny",
    { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    opening,
  );
  const rules = JSON.stringify(egress);
  networkProbes(
    { namespace, secretName, image: probeImage, rules },
    { ...opts, dependsOn: closing },
  );
}
