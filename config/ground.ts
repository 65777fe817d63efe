import { z } from "zod";
import { subnetCidrs } from "../components/aws/subnets";
import { existingOr } from "./either";
import { flag, judged, principal, text, urlProblem, wholeNumber } from "./text";

const cidr = z.cidrv4({ error: "a block such as 10.0.0.0/16" });

const subnets = z.array(text("the id of a subnet", /^subnet-[0-9a-f]+$/), {
  error: "a list of subnets",
});

const existingNetwork = z.strictObject({
  vpcId: text("the id of a VPC", /^vpc-[0-9a-f]+$/),
  cidr,
  publicSubnetIds: subnets.min(2, { error: "public subnets in at least two zones" }),
  privateSubnetIds: subnets.min(2, { error: "private subnets in at least two zones" }),
});

const ZONES = "the letters of two or three zones of the region, as in a and b";

const networkSize = z.strictObject({
  cidr: judged("a block from /16 to /20, as in 10.0.0.0/16", blockProblem).default("10.0.0.0/16"),
  zones: z
    .array(text(ZONES, /^[a-f]$/), { error: ZONES })
    .min(2, { error: ZONES })
    .max(3, { error: ZONES })
    .refine((zones) => new Set(zones).size === zones.length, { error: "each zone once" })
    .default(["a", "b"]),
  natPerZone: flag().default(true),
});

/** Subnets for the load balancer, and private ones for pods and data. */
export const network = existingOr(existingNetwork, networkSize);

const principals = z.array(principal(), { error: "a list of IAM roles or users" }).default([]);

const allowedBlock = judged("a block such as 203.0.113.0/24", (value) => {
  if (!z.cidrv4().safeParse(value).success) return "a block such as 203.0.113.0/24";
  return value.endsWith("/0")
    ? "a block narrower than the whole internet: behind the endpoint is everything"
    : undefined;
});

const existingCluster = z.strictObject({
  name: text("the name of the EKS cluster"),
  kubeconfig: text("a kubeconfig"),
  podSecurityGroupId: text("the id of a security group", /^sg-[0-9a-f]+$/),
});

const clusterSize = z.strictObject({
  version: text("a version of Kubernetes from 1.33 on", /^1\.(3[3-9]|[4-9]\d)$/).default("1.35"),
  publicAccessCidrs: z.array(allowedBlock, { error: "a list of blocks" }).default([]),
  deployers: principals,
  rollbackers: principals,
});

/** EKS in Auto Mode. */
export const cluster = existingOr(existingCluster, clusterSize);

const VERIFIED = "a PostgreSQL URL that ends with ?sslmode=verify-full";

const existingDatabase = z.strictObject({
  url: judged(VERIFIED, (value) => {
    if (urlProblem(["postgres:", "postgresql:"])(value) !== undefined) return VERIFIED;
    const { searchParams } = new URL(value);
    if (searchParams.get("sslmode") !== "verify-full")
      return `${VERIFIED}: with less, anyone on the way can read chats`;
    // A parameter stays in what clients of PostgreSQL are started with, which everybody may read.
    return searchParams.has("password")
      ? `${VERIFIED}, and its password before the @, not as a parameter`
      : undefined;
  }),
  ca: judged("rds, or certificates in PEM", (value) =>
    value === "rds" ||
    /^-----BEGIN CERTIFICATE-----\s[\s\S]+-----END CERTIFICATE-----\s*$/.test(value)
      ? undefined
      : "rds, or certificates in PEM",
  ).optional(),
});

const databaseSize = z
  .strictObject({
    instanceClass: text("a class of RDS instances", /^db\.[a-z0-9]+\.[a-z0-9]+$/).default(
      "db.m7g.large",
    ),
    version: text("a major version of PostgreSQL from 15 on", /^1[5-9]$/).default("17"),
    storageGiB: wholeNumber("a whole number from 20 to 65536", 20, 65_536).default(50),
    maxStorageGiB: wholeNumber("a whole number from 20 to 65536", 20, 65_536).default(500),
    multiAz: flag().default(true),
  })
  .refine(({ storageGiB, maxStorageGiB }) => maxStorageGiB >= storageGiB, {
    error: "at least storageGiB",
    path: ["maxStorageGiB"],
  });

/** The shared PostgreSQL with pgvector. */
export const database = existingOr(existingDatabase, databaseSize);

/** What the network's own arithmetic says against a block. */
function blockProblem(block: string): string | undefined {
  try {
    subnetCidrs(block, ["a"]);
    return undefined;
  } catch (error) {
    return `a block from /16 to /20, as in 10.0.0.0/16 (${error instanceof Error ? error.message : block})`;
  }
}

export type NetworkSize = z.infer<typeof networkSize>;
export type ClusterSize = z.infer<typeof clusterSize>;
export type DatabaseSize = z.infer<typeof databaseSize>;

/** What is made where the configuration only names what is there. Nothing is made of it then. */
export const DEFAULT_SIZES = {
  network: networkSize.parse({}),
  cluster: clusterSize.parse({}),
  database: databaseSize.parse({}),
} as const;
