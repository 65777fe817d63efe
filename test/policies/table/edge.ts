import type { Row, UnknownRow } from "../support/rows";

const BALANCER = ["aws:lb/loadBalancer:LoadBalancer", "edge"] as const;
const HTTPS = ["aws:lb/listener:Listener", "edge-https"] as const;
const HTTP = ["aws:lb/listener:Listener", "edge-http"] as const;
const CLUSTER = ["aws:eks/cluster:Cluster", "cluster"] as const;
const DATABASE = ["aws:rds/instance:Instance", "database"] as const;
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const FROM_PODS = [INGRESS, "sessions-from-pods"] as const;
const TO_HTTPS = [INGRESS, "edge-https-from-0.0.0.0/0"] as const;

const BALANCERS: readonly Row[] = [
  {
    policy: "https-speaks-tls-1-3",
    change: "the HTTPS listener speaks TLS 1.0",
    apply: (draft) => {
      draft.set(...HTTPS, ["sslPolicy"], "ELBSecurityPolicy-TLS13-1-0-2021-06");
    },
  },
  {
    policy: "https-speaks-tls-1-3",
    change: "the HTTPS listener takes ciphers that are broken",
    apply: (draft) => {
      draft.set(...HTTPS, ["sslPolicy"], "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06");
    },
  },
  {
    policy: "https-speaks-tls-1-3",
    change: "the HTTPS listener takes what AWS thinks of first",
    apply: (draft) => {
      draft.unset(...HTTPS, ["sslPolicy"]);
    },
  },
  {
    policy: "http-only-redirects",
    change: "plain HTTP is answered",
    apply: (draft) => {
      draft.set(
        ...HTTP,
        ["defaultActions"],
        [
          {
            type: "fixed-response",
            fixedResponse: { contentType: "text/plain", statusCode: "200" },
          },
        ],
      );
    },
  },
  {
    policy: "http-only-redirects",
    change: "plain HTTP leads to plain HTTP",
    apply: (draft) => {
      draft.set(...HTTP, ["defaultActions", 0, "redirect", "protocol"], "HTTP");
    },
  },
  {
    policy: "balancer-keeps-access-logs",
    change: "the load balancer writes nothing down",
    apply: (draft) => {
      draft.set(...BALANCER, ["accessLogs", "enabled"], false);
    },
  },
  {
    policy: "balancer-refuses-deletion",
    change: "AWS deletes the load balancer when asked",
    apply: (draft) => {
      draft.set(...BALANCER, ["enableDeletionProtection"], false);
    },
  },
  {
    policy: "balancer-drops-invalid-headers",
    change: "the load balancer passes every header on",
    apply: (draft) => {
      draft.unset(...BALANCER, ["dropInvalidHeaderFields"]);
    },
  },
];

const DOORS: readonly Row[] = [
  {
    policy: "only-the-balancer-is-open",
    change: "the internet reaches the session store",
    apply: (draft) => {
      draft.set(...FROM_PODS, ["cidrIpv4"], "0.0.0.0/0");
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "all of IPv6 reaches the database",
    apply: (draft) => {
      draft.set(INGRESS, "database-from-pods", ["cidrIpv6"], "::/0");
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "half of the internet reaches the session store",
    apply: (draft) => {
      draft.set(...FROM_PODS, ["cidrIpv4"], "128.0.0.0/1");
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "443 is open beside the load balancer",
    apply: (draft) => {
      draft.set(...FROM_PODS, ["cidrIpv4"], "0.0.0.0/0");
      draft.set(...FROM_PODS, ["fromPort"], 443);
      draft.set(...FROM_PODS, ["toPort"], 443);
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "the load balancer is open at SSH's port",
    apply: (draft) => {
      draft.set(...TO_HTTPS, ["fromPort"], 22);
      draft.set(...TO_HTTPS, ["toPort"], 22);
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "the load balancer is open at every port up to 443",
    apply: (draft) => {
      draft.set(...TO_HTTPS, ["fromPort"], 0);
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "the database's security group has a door of its own",
    apply: (draft) => {
      draft.set(
        "aws:ec2/securityGroup:SecurityGroup",
        "database",
        ["ingress"],
        [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
      );
    },
  },
  {
    policy: "only-the-balancer-is-open",
    change: "the network's default security group lets IPv6 in",
    apply: (draft) => {
      draft.set(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        "network",
        ["ingress"],
        [{ protocol: "tcp", fromPort: 443, toPort: 443, ipv6CidrBlocks: ["::/0"] }],
      );
    },
  },
  {
    policy: "cluster-has-an-allow-list",
    change: "the cluster's API is public, and nobody is listed",
    apply: (draft) => {
      draft.unset(...CLUSTER, ["vpcConfig", "publicAccessCidrs"]);
    },
  },
  {
    policy: "cluster-has-an-allow-list",
    change: "everybody is on the cluster's allow list",
    apply: (draft) => {
      draft.set(...CLUSTER, ["vpcConfig", "publicAccessCidrs"], ["203.0.113.0/24", "0.0.0.0/0"]);
    },
  },
  {
    policy: "database-has-no-public-address",
    change: "the database has an address in the internet",
    apply: (draft) => {
      draft.set(...DATABASE, ["publiclyAccessible"], true);
    },
  },
];

export const ROWS: readonly Row[] = [...BALANCERS, ...DOORS];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "https-speaks-tls-1-3", of: HTTPS, path: ["sslPolicy"] },
  { policy: "http-only-redirects", of: HTTP, path: ["defaultActions", 0, "redirect", "protocol"] },
  { policy: "balancer-keeps-access-logs", of: BALANCER, path: ["accessLogs", "enabled"] },
  { policy: "balancer-refuses-deletion", of: BALANCER, path: ["enableDeletionProtection"] },
  { policy: "balancer-drops-invalid-headers", of: BALANCER, path: ["dropInvalidHeaderFields"] },
  { policy: "only-the-balancer-is-open", of: FROM_PODS, path: ["cidrIpv4"] },
  { policy: "cluster-has-an-allow-list", of: CLUSTER, path: ["vpcConfig", "publicAccessCidrs"] },
  { policy: "database-has-no-public-address", of: DATABASE, path: ["publiclyAccessible"] },
];
