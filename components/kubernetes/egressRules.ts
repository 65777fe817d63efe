import { BlockList } from "node:net";
import type * as k8s from "@pulumi/kubernetes";
import { APP_PORT } from "../app/health";

type EgressRule = k8s.types.input.networking.v1.NetworkPolicyEgressRule;

/** Whom pods may reach over TCP. */
export interface Egress {
  cidr: string;
  ports: readonly number[];
}

/** Where a node answers its own pods; 169.254.169.254 hands out the node's credentials. */
const LINK_LOCAL = "169.254.0.0/16";
/** The EKS Pod Identity agent gives a pod the role of its own service account, and no other. */
const POD_IDENTITY = { cidr: "169.254.170.23/32", ports: [80] };

/** In Auto Mode a service of the node answers, so that there is no pod to select. */
const DNS: EgressRule = {
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

/** What pods reach that are the app's, or look after its data. */
export function egressRules(allowed: readonly Egress[]): EgressRule[] {
  return [DNS, ...[...allowed, POD_IDENTITY].map(ruleOf)];
}

/** What the assets proxy reaches: both colours. */
export const TO_COLORS: EgressRule[] = [
  DNS,
  {
    to: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "lobechat" } } }],
    ports: [{ protocol: "TCP", port: APP_PORT }],
  },
];

/** What somebody reaches who may reach nothing. */
export const NAMES_ONLY: EgressRule[] = [DNS];

function ruleOf({ cidr, ports }: Egress): EgressRule {
  const ipBlock = holdsLinkLocal(cidr) ? { cidr, except: [LINK_LOCAL] } : { cidr };
  return {
    to: [{ ipBlock }],
    ports: ports.map((port) => ({ protocol: "TCP", port })),
  };
}

function holdsLinkLocal(cidr: string): boolean {
  const [network = "", bits = ""] = cidr.split("/");
  if (Number(bits) >= 16) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(bits), "ipv4");
  return block.check("169.254.169.254", "ipv4");
}
