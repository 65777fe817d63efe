import { secret } from "@pulumi/pulumi";
import { rdsCertificates } from "../components/app/rdsCertificates";
import type { Release } from "../components/app/release";
import type { RestoreSettings } from "../components/app/restored";
import type { PublicName } from "../components/aws/certificate";
import type { StateStore } from "../components/aws/stateAccess";
import type { Egress } from "../components/kubernetes/egressRules";
import type { Color } from "./color";
import { isExistingFiles } from "./data";
import { egressOf } from "./egressSettings";
import { DEFAULT_SIZES, type ClusterSize, type DatabaseSize, type NetworkSize } from "./ground";
import { stateBucketOf } from "./operation";
import type { AwsConfig } from "./schema";
import {
  colorsOf,
  releasesOf,
  sharedOf,
  type ColorSettings,
  type SharedSettings,
} from "./sharedSettings";

type Plain = Pick<
  AwsConfig,
  "domain" | "sessionStore" | "assets" | "firewall" | "alarms" | "operators" | "smoke"
>;

/** The configuration of a stack on AWS as the program uses it: plain typed values, secrets wrapped. */
export type AwsSettings = OnAws & PublicName;

interface OnAws extends SharedSettings, Plain {
  platform: "aws";
  region: string;
  colors: Record<Color, ColorSettings>;
  /** The whole catalogue. */
  releases: Release[];
  /** Where the state is that a rollback by night changes. undefined: nobody rolls back by night. */
  autoRollback: StateStore | undefined;
  /** Whom pods may reach. */
  egress: Egress[];
  existing: ReturnType<typeof existingOf>;
  /** What to make of it where there is none. */
  network: NetworkSize;
  cluster: ClusterSize;
  database: DatabaseSize;
  snapshots: { awsImage: string } & ({ kind: "rds" } | { kind: "dump"; clientImage: string });
  /** With pg_dump of the server's major. undefined: no dumps but those of releases. */
  backups: { clientImage: string } | undefined;
  /** undefined: nothing is restored. */
  restore: (RestoreSettings & { clientImage: string }) | undefined;
}

/** Resolves names into what they name, and wraps what is secret. */
export function settingsOf(config: AwsConfig, region: string): AwsSettings {
  const { network, cluster, database } = config;
  const { domain, sessionStore, assets, firewall, alarms, operators, smoke } = config;
  return {
    platform: "aws",
    ...sharedOf(config),
    ...{ domain, sessionStore, assets, firewall, alarms, operators, smoke },
    ...publicNameOf(config),
    region,
    colors: colorsOf(config),
    releases: releasesOf(config.releases),
    autoRollback: autoRollbackOf(config),
    egress: egressOf(config),
    existing: existingOf(config, region),
    network: "vpcId" in network ? DEFAULT_SIZES.network : network,
    cluster: "name" in cluster ? DEFAULT_SIZES.cluster : cluster,
    database: "url" in database ? DEFAULT_SIZES.database : database,
    snapshots: snapshotsOf(config),
    restore: restoreOf(config),
    backups: backupsOf(config),
  };
}

/** How the database is copied before a release: RDS copies what the program made, pg_dump everything else. */
export function snapshotKind({ database, snapshots }: Pick<AwsConfig, "database" | "snapshots">) {
  return snapshots.kind ?? ("url" in database ? "dump" : "rds");
}

function publicNameOf({ zone, certificate }: AwsConfig): PublicName {
  if (zone !== undefined) return { zone };
  if (certificate !== undefined) return { zone, certificate };
  throw new Error("the public name passed the rules without a zone or a certificate");
}

function snapshotsOf(config: AwsConfig): AwsSettings["snapshots"] {
  const { awsImage, clientImage } = config.snapshots;
  if (snapshotKind(config) === "rds") return { kind: "rds", awsImage };
  if (clientImage === undefined) throw new Error("a dump passed the rules without a clientImage");
  return { kind: "dump", awsImage, clientImage };
}

function backupsOf({ backups, snapshots }: AwsConfig): AwsSettings["backups"] {
  const { clientImage } = snapshots;
  if (backups === false || clientImage === undefined) return undefined;
  return { clientImage };
}

function restoreOf({ restore, snapshots }: AwsConfig): AwsSettings["restore"] {
  if (restore === undefined) return undefined;
  const { clientImage } = snapshots;
  if (clientImage === undefined)
    throw new Error("a restore passed the rules without a clientImage");
  return { ...restore, clientImage };
}

/** What is there already, and so is not made. */
function existingOf(config: AwsConfig, region: string) {
  const { network, cluster, database, files, repository, snapshots } = config;
  return {
    network: "vpcId" in network ? network : undefined,
    cluster: "name" in cluster ? { ...cluster, kubeconfig: secret(cluster.kubeconfig) } : undefined,
    database:
      "url" in database
        ? { url: secret(database.url), caBundle: certificatesOf(database.ca, region) }
        : undefined,
    files: isExistingFiles(files)
      ? { ...files, secretAccessKey: secret(files.secretAccessKey) }
      : undefined,
    repository,
    snapshotBucket: snapshots.bucket,
  };
}

function certificatesOf(ca: string | undefined, region: string): string | undefined {
  return ca === "rds" ? rdsCertificates(region) : ca;
}

function autoRollbackOf({ autoRollback }: AwsConfig): StateStore | undefined {
  if (autoRollback === undefined) return undefined;
  return { ...autoRollback, stateBucket: stateBucketOf(autoRollback.backend) };
}
