import { noClientImage } from "./clientImage";
import { removeCommand, setCommand, type Problem } from "./problem";
import type { AwsConfig } from "./schema";
import { snapshotKind } from "./settings";

type Right = Partial<AwsConfig>;

/** What of the ground contradicts itself: what is there already, what is to be made, and what each of it needs. */
export function groundProblems(config: Right, isSet: (key: string) => boolean): Problem[] {
  return [
    ...publicNameProblems(isSet),
    ...clusterProblems(config),
    ...databaseProblems(config),
    ...snapshotProblems(config),
    ...backupProblems(config),
    ...sessionStoreProblems(config),
  ];
}

/** A key that is set and wrong has been reported: only what nobody set is missing. */
function publicNameProblems(isSet: (key: string) => boolean): Problem[] {
  const zone = isSet("zone");
  const certificate = isSet("certificate");
  if (zone !== certificate) return [];
  return [
    zone
      ? {
          path: ["certificate"],
          found: "set beside a zone",
          expected: "one of the two: with a zone the certificate is made",
          fix: removeCommand(["certificate"]),
        }
      : {
          path: ["zone"],
          found: undefined,
          expected: "the hosted zone of the domain, or else its certificate (lobechat:certificate)",
          fix: setCommand(["zone"], "Z0123456789ABCDEFGHIJ"),
        },
  ];
}

function clusterProblems({ cluster, network }: Right): Problem[] {
  if (cluster === undefined || network === undefined) return [];
  if (!("name" in cluster)) return deployerProblems(cluster.deployers);
  if ("vpcId" in network) return [];
  return [
    {
      path: ["network", "vpcId"],
      found: undefined,
      expected: `the network of the cluster ${cluster.name}: what is there already cannot be in a new one`,
      fix: setCommand(["network", "vpcId"], "vpc-0a1b2c3d"),
    },
  ];
}

/** Nobody is let in but who is named, not even who made the cluster. */
function deployerProblems(deployers: readonly string[]): Problem[] {
  if (deployers.length > 0) return [];
  return [
    {
      path: ["cluster", "deployers"],
      found: "nobody",
      expected: "the IAM roles or users that deploy, whoever runs this among them",
      fix: setCommand(["cluster", "deployers", 0], "arn:aws:iam::123456789012:role/deploy"),
    },
  ];
}

function databaseProblems({ database, secrets }: Right): Problem[] {
  if (database === undefined || secrets === undefined) return [];
  if (!("url" in database) || secrets.keyVaultsSecret !== undefined) return [];
  return [
    {
      path: ["secrets", "keyVaultsSecret"],
      found: undefined,
      expected:
        "KEY_VAULTS_SECRET of the installation that the database is of: with another one, every stored key silently reads as empty (for an empty database: a new one, $(openssl rand -base64 32))",
      fix: setCommand(["secrets", "keyVaultsSecret"], "<value>", { secret: true }),
    },
  ];
}

function snapshotProblems({ database, snapshots }: Right): Problem[] {
  if (database === undefined || snapshots === undefined) return [];
  const kind = snapshotKind({ database, snapshots });
  if (kind === "rds" && "url" in database)
    return [
      {
        path: ["snapshots", "kind"],
        found: "rds",
        expected: "dump: RDS copies only an instance that the program made",
        fix: setCommand(["snapshots", "kind"], "dump"),
      },
    ];
  if (kind === "dump" && snapshots.clientImage === undefined)
    return [noClientImage("an image with pg_dump of the server's major version, and its digest")];
  return [];
}

/** A dump of a release wants the same, and has said so. */
function backupProblems({ backups, database, snapshots }: Right): Problem[] {
  if (backups !== true || database === undefined || snapshots === undefined) return [];
  if (snapshots.clientImage !== undefined || snapshotKind({ database, snapshots }) === "dump")
    return [];
  return [
    noClientImage(
      "an image with pg_dump of the server's major version, and its digest: backups are dumps, whatever makes the snapshots",
    ),
  ];
}

function sessionStoreProblems({ sessionStore, protect }: Right): Problem[] {
  if (sessionStore?.replicas !== 0 || protect !== true) return [];
  return [
    {
      path: ["sessionStore", "replicas"],
      found: "0",
      expected: "at least 1: without a copy, a lost node logs everyone out (or protect: false)",
      fix: setCommand(["sessionStore", "replicas"], "1"),
    },
  ];
}
