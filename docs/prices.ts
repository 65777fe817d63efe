/**
 * List prices of AWS on demand in us-east-1, in USD, as published on AWS's price pages in 2026. Other regions
 * cost up to a fifth more; reserved instances and savings plans take up to a half off. They are here so that the
 * page tells what of a bill comes from which part, not to the cent what it will be.
 */
export const HOURLY = {
  /** aws.amazon.com/eks/pricing: a cluster in standard support. */
  eksCluster: 0.1,
  /** aws.amazon.com/ec2/pricing/on-demand: m7i.large, 2 vCPUs and 8 GiB. */
  node: 0.1008,
  /** aws.amazon.com/eks/pricing: what Auto Mode takes on top of an instance, as a share of it. */
  autoModeShare: 0.12,
  /** aws.amazon.com/vpc/pricing. */
  natGateway: 0.045,
  /** aws.amazon.com/vpc/pricing: each public IPv4 address. */
  publicAddress: 0.005,
  /** aws.amazon.com/elasticloadbalancing/pricing. */
  loadBalancer: 0.0225,
  /** The same, for each capacity unit (LCU); chats of some thousand users use about one. */
  loadBalancerUnit: 0.008,
} as const;

/** aws.amazon.com/rds/postgresql/pricing: single-AZ, an hour. */
export const DATABASE_HOURLY: Readonly<Record<string, number>> = {
  "db.t4g.small": 0.032,
  "db.t4g.medium": 0.065,
  "db.m7g.large": 0.168,
  "db.m7g.xlarge": 0.337,
};

/** aws.amazon.com/elasticache/pricing: Valkey, a node and hour; a fifth under Redis OSS. */
export const SESSION_STORE_HOURLY: Readonly<Record<string, number>> = {
  "cache.t4g.micro": 0.0128,
  "cache.t4g.small": 0.0256,
  "cache.m7g.large": 0.1264,
};

export const MONTHLY = {
  /** aws.amazon.com/rds/postgresql/pricing: gp3, a GiB, single-AZ. */
  databaseGiB: 0.115,
  /** aws.amazon.com/kms/pricing: a key. */
  kmsKey: 1,
  /** aws.amazon.com/secrets-manager/pricing: a secret. */
  secret: 0.4,
  /** aws.amazon.com/waf/pricing: a web ACL; each million requests on top is 0.60. */
  firewall: 5,
  /** The same: each rule, or group of rules by AWS, in it. */
  firewallRule: 1,
  /** aws.amazon.com/cloudwatch/pricing: each metric that an alarm reads, in standard resolution. */
  alarmMetric: 0.1,
  /** The same: an alarm of alarms. */
  compositeAlarm: 0.5,
  /** The same: from the fourth of an account on. */
  dashboard: 3,
} as const;

/** As AWS counts a month. */
export const HOURS_A_MONTH = 730;
