import assert from "node:assert/strict";
import { parseAwsSettings } from "../../config/load";
import { problemsOf, rawConfig } from "../support/rawConfig";

const network = {
  vpcId: "vpc-0a1b2c3d",
  cidr: "10.0.0.0/16",
  publicSubnetIds: ["subnet-0a", "subnet-0b"],
  privateSubnetIds: ["subnet-0c", "subnet-0d"],
};
const cluster = { name: "platform", kubeconfig: "{}", podSecurityGroupId: "sg-0a1b2c3d" };
const database = { url: "postgresql://u:p@db.internal/lobechat?sslmode=verify-full" };
const awsImage = `docker.io/amazon/aws-cli:2@sha256:${"4".repeat(64)}`;
const clientImage = `docker.io/library/postgres:17@sha256:${"3".repeat(64)}`;
const certificate = "arn:aws:acm:eu-central-1:123456789012:certificate/mine";
const keyVaultsSecret = Buffer.alloc(32, 1).toString("base64");

const deployers = ["arn:aws:iam::123456789012:role/deploy"];

/** The keys that have a secret in them. */
const SECRET = ["cluster", "database", "files", "secrets"];

function sealed(changes: Record<string, unknown>) {
  const raw = rawConfig(changes);
  return { ...raw, secretKeys: [...raw.secretKeys, ...SECRET.map((key) => `lobechat:${key}`)] };
}

describe("what is there already and what is to be made", () => {
  it("is all made when nothing is named", () => {
    const { existing, snapshots } = parseAwsSettings(rawConfig());
    const named = Object.values(existing).filter((value) => value !== undefined);
    assert.deepEqual(named, []);
    assert.equal(snapshots.kind, "rds");
  });

  it("is taken where it is named", () => {
    const settings = parseAwsSettings(
      sealed({
        network,
        cluster,
        database,
        secrets: { keyVaultsSecret },
        snapshots: { awsImage, clientImage },
      }),
    );
    assert.deepEqual(settings.existing.network, network);
    assert.equal(settings.existing.cluster?.name, "platform");
    assert.equal(settings.existing.database?.caBundle, undefined);
    assert.equal(settings.snapshots.kind, "dump");
  });

  it("trusts the certificates of RDS where the configuration says so", () => {
    const { existing } = parseAwsSettings(
      sealed({
        database: { ...database, ca: "rds" },
        secrets: { keyVaultsSecret },
        snapshots: { awsImage, clientImage },
      }),
    );
    assert.match(existing.database?.caBundle ?? "", /^-----BEGIN CERTIFICATE-----/);
  });

  const cases: [what: string, changes: Record<string, unknown>, problems: string[]][] = [
    [
      "subnets without their VPC",
      { network: { publicSubnetIds: network.publicSubnetIds, cidr: network.cidr } },
      [
        "lobechat:network.vpcId is not set → the id of a VPC → pulumi config set --path 'network.vpcId' vpc-0a1b2c3d --stack prod",
        `lobechat:network.privateSubnetIds is not set → a list of subnets → pulumi config set --path 'network.privateSubnetIds' '["subnet-0c","subnet-0d"]' --stack prod`,
      ],
    ],
    [
      "a network that is both there and to be made",
      { network: { ...network, zones: ["a", "b"] } },
      [
        "lobechat:network.zones = something → no such key → pulumi config rm --path 'network.zones' --stack prod",
      ],
    ],
    [
      "a network too small for its subnets",
      { network: { cidr: "10.0.0.0/24" } },
      [
        "lobechat:network.cidr = 10.0.0.0/24 → a block from /16 to /20, as in 10.0.0.0/16 (10.0.0.0/24 is too small for its subnets; allowed is /16 to /20) → pulumi config set --path 'network.cidr' 10.0.0.0/16 --stack prod",
      ],
    ],
    [
      "one zone twice",
      { network: { zones: ["a", "a"] } },
      [
        `lobechat:network.zones = '["a","a"]' → each zone once → pulumi config set --path 'network.zones' '["a","b"]' --stack prod`,
      ],
    ],
    [
      "a cluster that is there in a network that is not",
      { cluster },
      [
        "lobechat:network.vpcId is not set → the network of the cluster platform: what is there already cannot be in a new one → pulumi config set --path 'network.vpcId' vpc-0a1b2c3d --stack prod",
      ],
    ],
    [
      "a cluster whose API the whole internet may reach",
      { cluster: { publicAccessCidrs: ["0.0.0.0/0"], deployers } },
      [
        "lobechat:cluster.publicAccessCidrs[0] = 0.0.0.0/0 → a block narrower than the whole internet: behind the endpoint is everything → pulumi config set --path 'cluster.publicAccessCidrs[0]' 203.0.113.0/24 --stack prod",
      ],
    ],
    [
      "a cluster that nobody may deploy to",
      { cluster: {} },
      [
        "lobechat:cluster.deployers = nobody → the IAM roles or users that deploy, whoever runs this among them → pulumi config set --path 'cluster.deployers[0]' arn:aws:iam::123456789012:role/deploy --stack prod",
      ],
    ],
    [
      "an existing database without its key vault secret",
      { database, snapshots: { awsImage, clientImage } },
      [
        "lobechat:secrets.keyVaultsSecret is not set → KEY_VAULTS_SECRET of the installation that the database is of: with another one, every stored key silently reads as empty (for an empty database: a new one, $(openssl rand -base64 32)) → pulumi config set --secret --path 'secrets.keyVaultsSecret' <value> --stack prod",
      ],
    ],
    [
      "a database whose certificate nobody verifies",
      {
        database: { url: "postgresql://u:p@db.internal/lobechat?sslmode=require" },
        secrets: { keyVaultsSecret },
        snapshots: { awsImage, clientImage },
      },
      [
        "lobechat:database.url = (secret) → a PostgreSQL URL that ends with ?sslmode=verify-full: with less, anyone on the way can read chats → pulumi config set --secret --path 'database.url' 'postgresql://…?sslmode=verify-full' --stack prod",
      ],
    ],
    [
      "a database whose password is a parameter",
      {
        database: { url: "postgresql://u@db.internal/lobechat?sslmode=verify-full&password=p" },
        secrets: { keyVaultsSecret },
        snapshots: { awsImage, clientImage },
      },
      [
        "lobechat:database.url = (secret) → a PostgreSQL URL that ends with ?sslmode=verify-full, and its password before the @, not as a parameter → pulumi config set --secret --path 'database.url' 'postgresql://…?sslmode=verify-full' --stack prod",
      ],
    ],
    [
      "a dump without pg_dump",
      { snapshots: { kind: "dump", awsImage } },
      [
        "lobechat:snapshots.clientImage is not set → an image with pg_dump of the server's major version, and its digest → pulumi config set --path 'snapshots.clientImage' 'docker.io/library/postgres:17-alpine@sha256:…' --stack prod",
      ],
    ],
    [
      "backups without pg_dump",
      { backups: true, snapshots: { awsImage } },
      [
        "lobechat:snapshots.clientImage is not set → an image with pg_dump of the server's major version, and its digest: backups are dumps, whatever makes the snapshots → pulumi config set --path 'snapshots.clientImage' 'docker.io/library/postgres:17-alpine@sha256:…' --stack prod",
      ],
    ],
    [
      "RDS snapshots of a database that RDS does not run",
      { database, secrets: { keyVaultsSecret }, snapshots: { kind: "rds", awsImage } },
      [
        "lobechat:snapshots.kind = rds → dump: RDS copies only an instance that the program made → pulumi config set --path 'snapshots.kind' dump --stack prod",
      ],
    ],
    [
      "neither a zone nor a certificate",
      { zone: undefined },
      [
        "lobechat:zone is not set → the hosted zone of the domain, or else its certificate (lobechat:certificate) → pulumi config set zone Z0123456789ABCDEFGHIJ --stack prod",
      ],
    ],
    [
      "a zone and a certificate",
      { certificate },
      [
        "lobechat:certificate = set beside a zone → one of the two: with a zone the certificate is made → pulumi config rm certificate --stack prod",
      ],
    ],
    [
      "an AUTH_SECRET that is too short, without showing it",
      { secrets: { authSecret: "tooshort" } },
      [
        "lobechat:secrets.authSecret = (secret) → at least 32 characters without a space → pulumi config set --secret --path 'secrets.authSecret' '…' --stack prod",
      ],
    ],
    [
      "a KEY_VAULTS_SECRET of another length",
      { secrets: { keyVaultsSecret: Buffer.alloc(16).toString("base64") } },
      [
        "lobechat:secrets.keyVaultsSecret = (secret) → 32 bytes in base64 → pulumi config set --secret --path 'secrets.keyVaultsSecret' '…' --stack prod",
      ],
    ],
    [
      "a session store without a copy in a stack that is protected",
      { sessionStore: { replicas: 0 } },
      [
        "lobechat:sessionStore.replicas = 0 → at least 1: without a copy, a lost node logs everyone out (or protect: false) → pulumi config set --path 'sessionStore.replicas' 1 --stack prod",
      ],
    ],
  ];
  for (const [what, changes, problems] of cases) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problemsOf(sealed(changes)), problems);
    });
  }

  it("refuses a secret in plain text by the field that is one, and does not show it", () => {
    const problems = problemsOf(
      rawConfig({
        network,
        cluster,
        database: { ...database, ca: "rds" },
        secrets: { keyVaultsSecret },
        snapshots: { awsImage, clientImage },
      }),
    );
    assert.deepEqual(
      problems.map((problem) => problem.split(" → ")[0]),
      [
        "lobechat:cluster.kubeconfig = in plain text",
        "lobechat:database.url = in plain text",
        "lobechat:secrets = in plain text",
      ],
    );
    assert.doesNotMatch(problems.join("\n"), /u:p@|AQEBAQEB/);
  });
});
