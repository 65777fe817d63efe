import type { AwsSettings } from "../config/settings";
import { DATABASE_HOURLY, HOURLY, HOURS_A_MONTH, MONTHLY, SESSION_STORE_HOURLY } from "./prices";

/** One part of a stack and what it costs a month, in USD, before anyone chats. */
export interface Cost {
  part: string;
  what: string;
  monthly: number;
}

/** Pods of LobeHub that fit on a node: each asks for 1 GiB, and of 8 GiB the system leaves about 6. */
const PODS_A_NODE = 6;

/** The system's own pods and the assets proxy take about this much of the nodes. */
const BASE_NODES = 1;

/** A stack's fixed costs by part, from its configuration alone: traffic, logs and what users store come on top. */
export function costs(settings: AwsSettings): Cost[] {
  const { existing, colors } = settings;
  const pods = colors.blue.capacity.min + colors.green.capacity.min;
  return [
    ...(existing.network === undefined ? networkCosts(settings) : []),
    ...(existing.cluster === undefined ? clusterCosts() : []),
    { part: "Nodes", what: `${pods} pods of LobeHub, and the system`, monthly: nodes(pods) },
    ...(existing.database === undefined ? databaseCosts(settings) : []),
    sessionStoreCost(settings),
    {
      part: "LoadBalancer",
      what: `an ALB with one capacity unit and an address in each zone`,
      monthly: hourly(
        HOURLY.loadBalancer + HOURLY.loadBalancerUnit + zonesOf(settings) * HOURLY.publicAddress,
      ),
    },
    firewallCost(settings),
    alarmsCost(settings),
    { part: "Secrets", what: "1 secret in escrow", monthly: MONTHLY.secret },
  ];
}

/** What keeping the idle colour warm adds, so that a rollback takes seconds: its pods, and nothing else. */
export function warmIdleColor({ activeColor, colors }: AwsSettings): number {
  const idle = activeColor === "blue" ? colors.green : colors.blue;
  return nodes(idle.capacity.min) - nodes(0);
}

function zonesOf({ existing, network }: AwsSettings): number {
  return existing.network?.publicSubnetIds.length ?? network.zones.length;
}

function networkCosts({ network }: AwsSettings): Cost[] {
  const gateways = network.natPerZone ? network.zones.length : 1;
  const monthly = hourly(gateways * (HOURLY.natGateway + HOURLY.publicAddress));
  return [{ part: "Network", what: count(gateways, "NAT gateway"), monthly }];
}

function clusterCosts(): Cost[] {
  const monthly = hourly(HOURLY.eksCluster) + MONTHLY.kmsKey;
  return [{ part: "Cluster", what: "the EKS control plane and a KMS key", monthly }];
}

function databaseCosts({ database }: AwsSettings): Cost[] {
  const { instanceClass, storageGiB, multiAz } = database;
  const copies = multiAz ? 2 : 1;
  const price = priceOf(DATABASE_HOURLY, instanceClass);
  const monthly = copies * (hourly(price) + storageGiB * MONTHLY.databaseGiB);
  const what = `${count(copies, instanceClass)} with ${storageGiB} GiB${multiAz ? " each" : ""}`;
  return [{ part: "Database", what, monthly }];
}

function sessionStoreCost({ sessionStore: { nodeType, replicas } }: AwsSettings): Cost {
  const nodeCount = 1 + replicas;
  const monthly = hourly(nodeCount * priceOf(SESSION_STORE_HOURLY, nodeType));
  return { part: "SessionStore", what: count(nodeCount, nodeType), monthly };
}

/** Rules of the firewall that are there whatever its lists are: floods, AWS' own rule sets, and what people write. */
export const FIREWALL_RULES = 8;

/** What the firewall costs before the first request. */
export function firewallCost({ firewall: { allow, deny } }: Pick<AwsSettings, "firewall">): Cost {
  const lists = [allow, deny].filter((blocks) => blocks.length > 0).length;
  const rules = FIREWALL_RULES + lists;
  const monthly = MONTHLY.firewall + rules * MONTHLY.firewallRule;
  return { part: "Firewall", what: `${rules} rules, and 60 cents a million requests`, monthly };
}

/** Metrics that the alarms of a part read: one that computes is paid for by each of them. */
const ALARM_METRICS = { color: 6, balancer: 1, slo: 6, sessionNode: 5, backups: 1 } as const;

/** What watching costs, whoever is told. */
export function alarmsCost({
  sessionStore: { replicas },
  backups,
}: Pick<AwsSettings, "sessionStore" | "backups">): Cost {
  const { color, balancer, slo, sessionNode, backups: dumps } = ALARM_METRICS;
  const metrics =
    2 * color + balancer + slo + (1 + replicas) * sessionNode + (backups === undefined ? 0 : dumps);
  const { alarmMetric, compositeAlarm, dashboard } = MONTHLY;
  return {
    part: "Alarms",
    what: `alarms on ${metrics} metrics, 2 that join them, and a dashboard`,
    monthly: metrics * alarmMetric + 2 * compositeAlarm + dashboard,
  };
}

function nodes(pods: number): number {
  const needed = BASE_NODES + pods / PODS_A_NODE;
  return hourly(needed * HOURLY.node * (1 + HOURLY.autoModeShare));
}

function priceOf(prices: Readonly<Record<string, number>>, name: string): number {
  const price = prices[name];
  if (price === undefined) throw new Error(`docs/prices.ts has no price of ${name}`);
  return price;
}

function hourly(price: number): number {
  return price * HOURS_A_MONTH;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 || what.includes(".") ? "" : "s"}`;
}
