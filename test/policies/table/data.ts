import type { Row, UnknownRow } from "../support/rows";
import { STORED_DATA } from "./storedData";

const STORE = ["aws:elasticache/replicationGroup:ReplicationGroup", "sessions"] as const;
const STORE_PARAMETERS = ["aws:elasticache/parameterGroup:ParameterGroup", "sessions"] as const;
const DATABASE = ["aws:rds/instance:Instance", "database"] as const;
const DATABASE_PARAMETERS = ["aws:rds/parameterGroup:ParameterGroup", "database"] as const;

const SESSIONS: readonly Row[] = [
  {
    policy: "session-store-speaks-tls",
    change: "the session store speaks without TLS",
    apply: (draft) => {
      draft.set(...STORE, ["transitEncryptionEnabled"], false);
    },
  },
  {
    policy: "session-store-speaks-tls",
    change: "TLS is a wish of those who connect",
    apply: (draft) => {
      draft.set(...STORE, ["transitEncryptionMode"], "preferred");
    },
  },
  {
    policy: "session-store-asks-for-a-token",
    change: "the session store has no AUTH token",
    apply: (draft) => {
      draft.unset(...STORE, ["authToken"]);
    },
  },
  {
    policy: "session-store-outlives-a-zone",
    change: "the session store is one node",
    apply: (draft) => {
      draft.set(...STORE, ["numCacheClusters"], 1);
    },
  },
  {
    policy: "session-store-outlives-a-zone",
    change: "the copies do not take over",
    apply: (draft) => {
      draft.set(...STORE, ["automaticFailoverEnabled"], false);
    },
  },
  {
    policy: "session-store-outlives-a-zone",
    change: "the copies may be where the primary is",
    apply: (draft) => {
      draft.unset(...STORE, ["multiAzEnabled"]);
    },
  },
  {
    policy: "session-store-never-evicts",
    change: "the store makes room by forgetting sessions",
    apply: (draft) => {
      draft.set(...STORE_PARAMETERS, ["parameters", 0, "value"], "allkeys-lru");
    },
  },
  {
    policy: "session-store-never-evicts",
    change: "the parameter group says nothing of eviction",
    apply: (draft) => {
      draft.unset(...STORE_PARAMETERS, ["parameters", 0]);
    },
  },
  {
    policy: "session-store-never-evicts",
    change: "the store has ElastiCache's own parameter group",
    apply: (draft) => {
      draft.set(...STORE, ["parameterGroupName"], "default.valkey8");
    },
  },
  {
    policy: "session-store-is-encrypted",
    change: "the session store's disk and backups are readable",
    apply: (draft) => {
      draft.set(...STORE, ["atRestEncryptionEnabled"], false);
    },
  },
];

const JOB = "kubernetes:batch/v1:Job";
const SNAPSHOT = "snapshot-2355f5cc1b";
const CONTAINER = ["spec", "template", "spec", "containers", 0] as const;

const RESTORES: readonly Row[] = [
  {
    policy: "restore-is-beside",
    change: "the database that is there is to begin with a snapshot",
    apply: (draft) => {
      draft.set(...DATABASE, ["snapshotIdentifier"], "lobechat-2-1-25-20260301120700");
    },
  },
  {
    policy: "restore-is-beside",
    change: "a Job restores over the live database",
    apply: (draft) => {
      const variable = { name: "RESTORED_DATABASE", value: "lobechat" };
      draft.set(JOB, SNAPSHOT, [...CONTAINER, "env", 0], variable);
    },
  },
  ...[
    'psql "$database" -c "drop database lobechat"',
    'pg_restore --clean --dbname="$database" x',
  ].map((line): Row => ({
    policy: "restore-is-beside",
    change: `a Job runs ${line}`,
    apply: (draft) => {
      draft.set(JOB, SNAPSHOT, [...CONTAINER, "command", 2], line);
    },
  })),
];

const RDS: readonly Row[] = [
  {
    policy: "database-outlives-a-zone",
    change: "the database has no copy in a second zone",
    apply: (draft) => {
      draft.set(...DATABASE, ["multiAz"], false);
    },
  },
  {
    policy: "database-is-encrypted",
    change: "the database's storage is readable",
    apply: (draft) => {
      draft.unset(...DATABASE, ["storageEncrypted"]);
    },
  },
  {
    policy: "database-goes-back-35-days",
    change: "backups are kept for a week",
    apply: (draft) => {
      draft.set(...DATABASE, ["backupRetentionPeriod"], 7);
    },
  },
  {
    policy: "database-refuses-deletion",
    change: "RDS deletes the database when asked",
    apply: (draft) => {
      draft.set(...DATABASE, ["deletionProtection"], false);
    },
  },
  {
    policy: "database-refuses-deletion",
    change: "a database that goes leaves no snapshot",
    apply: (draft) => {
      draft.set(...DATABASE, ["skipFinalSnapshot"], true);
    },
  },
  {
    policy: "database-speaks-tls-alone",
    change: "the database lets plain connections in",
    apply: (draft) => {
      draft.set(...DATABASE_PARAMETERS, ["parameters", 0, "value"], "0");
    },
  },
  {
    policy: "database-speaks-tls-alone",
    change: "a PostgreSQL that forces nothing by itself is told nothing",
    apply: (draft) => {
      draft.unset(...DATABASE_PARAMETERS, ["parameters", 0]);
      draft.set(...DATABASE_PARAMETERS, ["family"], "postgres14");
    },
  },
];

export const ROWS: readonly Row[] = [...SESSIONS, ...RDS, ...RESTORES, ...STORED_DATA];

export const UNKNOWN: readonly UnknownRow[] = [
  { policy: "session-store-speaks-tls", of: STORE, path: ["transitEncryptionEnabled"] },
  { policy: "session-store-outlives-a-zone", of: STORE, path: ["numCacheClusters"] },
  { policy: "session-store-never-evicts", of: STORE, path: ["parameterGroupName"] },
  {
    policy: "session-store-never-evicts",
    of: STORE_PARAMETERS,
    path: ["parameters", 0, "value"],
  },
  { policy: "session-store-is-encrypted", of: STORE, path: ["atRestEncryptionEnabled"] },
  { policy: "database-outlives-a-zone", of: DATABASE, path: ["multiAz"] },
  { policy: "database-is-encrypted", of: DATABASE, path: ["storageEncrypted"] },
  { policy: "database-goes-back-35-days", of: DATABASE, path: ["backupRetentionPeriod"] },
  { policy: "database-refuses-deletion", of: DATABASE, path: ["deletionProtection"] },
  {
    policy: "database-speaks-tls-alone",
    of: DATABASE_PARAMETERS,
    path: ["parameters", 0, "value"],
  },
  {
    policy: "public-access-is-blocked",
    of: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "files"],
    path: ["blockPublicPolicy"],
  },
  {
    policy: "bucket-is-versioned",
    of: ["aws:s3/bucketVersioning:BucketVersioning", "files"],
    path: ["versioningConfiguration", "status"],
  },
  {
    policy: "bucket-is-encrypted",
    of: [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "files",
    ],
    path: ["rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm"],
  },
  {
    policy: "bucket-policy-is-closed",
    of: ["aws:s3/bucketPolicy:BucketPolicy", "files"],
    path: ["policy"],
  },
];
