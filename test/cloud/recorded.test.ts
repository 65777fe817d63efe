import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { isSecret, secret, type Json, type Properties } from "../../drill/engine/envelope";
import { textAt, World } from "./support/world";

const ACCOUNT = "123456789012";
const CUSTOM = { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "lobechat" } };

function hiddenText(value: Json | undefined): string {
  assert.ok(value !== undefined && isSecret(value) && typeof value.value === "string");
  return value.value;
}

describe("what the stand-in cloud takes note of", () => {
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(() => world.close());

  const put = (type: string, name: string, inputs: Properties) =>
    world.engine.put(type, name, inputs);

  it("gives a cluster its endpoint and its security group, beside the subnets that it was given", async () => {
    const made = await put("aws:eks/cluster:Cluster", "chat", {
      name: "lobechat-prod",
      roleArn: "arn:aws:iam::1:role/r",
      vpcConfig: { subnetIds: ["subnet-1"] },
    });
    assert.match(
      textAt(made, "endpoint"),
      /^https:\/\/[0-9A-F]{32}\.gr7\..*\.eks\.amazonaws\.com$/,
    );
    assert.match(textAt(made, "vpcConfig", "clusterSecurityGroupId"), /^sg-[0-9a-f]{17}$/);
    assert.deepEqual((made["vpcConfig"] as Properties)["subnetIds"], ["subnet-1"]);
    const ca = Buffer.from(textAt(made, "certificateAuthority", "data"), "base64").toString();
    assert.match(ca, /^-----BEGIN CERTIFICATE-----/);
  });

  it("gives a database an address and a port, and keeps both over a change", async () => {
    const database = { engine: "postgres", instanceClass: "db.t4g.small", username: "lobechat" };
    const type = "aws:rds/instance:Instance";
    const made = await put(type, "data", database);
    assert.match(textAt(made, "address"), /^data-[0-9a-f]{7}\..*\.rds\.amazonaws\.com$/);
    assert.equal(made["endpoint"], `${textAt(made, "address")}:5432`);
    const larger = { ...database, instanceClass: "db.m7g.large" };
    const changed = await world.engine.apply(type, "data", larger);
    assert.equal(changed.op, "update");
    assert.equal(changed.outputs["address"], made["address"]);
    const other = await world.engine.apply(type, "data", { ...larger, username: "other" });
    assert.equal(other.op, "replace");
  });

  it("keeps the secret half of an access key a secret, and the id in the open", async () => {
    const made = await put("aws:iam/accessKey:AccessKey", "files", { user: "files" });
    assert.match(hiddenText(made["secret"]), /^[A-Za-z0-9+/]{40}$/);
    const { id } = world.engine.stateOf("aws:iam/accessKey:AccessKey", "files");
    assert.match(id, /^AKIA[0-9A-F]{16}$/);
  });

  it("makes a real RSA key, its private forms secret", async () => {
    const made = await put("tls:index/privateKey:PrivateKey", "jwks", { algorithm: "RSA" });
    const key = createPrivateKey(hiddenText(made["privateKeyPem"]));
    assert.equal(key.asymmetricKeyDetails?.modulusLength, 2048);
    assert.ok(createPrivateKey(hiddenText(made["privateKeyPemPkcs8"])).equals(key));
    assert.ok(createPublicKey(key).equals(createPublicKey(textAt(made, "publicKeyPem"))));
  });

  it("tells which record validates each name of a certificate", async () => {
    const made = await put("aws:acm/certificate:Certificate", "edge", {
      domainName: "chat.example.com",
      subjectAlternativeNames: ["*.chat.example.com"],
      validationMethod: "DNS",
    });
    const options = made["domainValidationOptions"] as Properties[];
    assert.deepEqual(
      options.map(({ domainName, resourceRecordType }) => [domainName, resourceRecordType]),
      [
        ["chat.example.com", "CNAME"],
        ["*.chat.example.com", "CNAME"],
      ],
    );
    assert.match(
      textAt(options[1] ?? {}, "resourceRecordName"),
      /^_[0-9a-f]{32}\.chat\.example\.com\.$/,
    );
  });

  it("names a repository as docker pushes to it", async () => {
    const made = await put("aws:ecr/repository:Repository", "images", { name: "lobechat" });
    assert.equal(made["repositoryUrl"], `${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/lobechat`);
  });

  it("replaces what the real provider cannot change in place", async () => {
    for (const [type, inputs, changes] of [
      [
        "aws:ec2/subnet:Subnet",
        { vpcId: "vpc-1", cidrBlock: "10.0.0.0/20" },
        { cidrBlock: "10.1.0.0/20" },
      ],
      ["aws:ec2/natGateway:NatGateway", { subnetId: "s", allocationId: "e" }, { subnetId: "t" }],
      [
        "aws:eks/accessEntry:AccessEntry",
        { clusterName: "c", principalArn: "a" },
        { principalArn: "b" },
      ],
      [
        "aws:secretsmanager/secretVersion:SecretVersion",
        { secretId: "s", secretString: "1" },
        { secretString: "2" },
      ],
      [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        { role: "r", policyArn: "p" },
        { policyArn: "q" },
      ],
    ] as const) {
      await put(type, "one", inputs);
      const { op } = await world.engine.apply(type, "one", { ...inputs, ...changes });
      assert.equal(op, "replace", type);
    }
  });

  it("puts a node pool into no namespace", async () => {
    const type = "kubernetes:karpenter.sh/v1:NodePool";
    const made = await put(type, "lobechat", CUSTOM);
    assert.equal(world.engine.stateOf(type, "lobechat").id, "lobechat");
    assert.equal((made["metadata"] as Properties)["namespace"], undefined);
  });

  it("tells the drill every secret that it was given or has made up, by name, and nothing else", async () => {
    await put("kubernetes:core/v1:Secret", "told", {
      metadata: { name: "told" },
      stringData: { AUTH_SECRET: secret("given as a secret") },
    });
    const secrets = await world.cloud.secrets();
    const given = secrets.find(({ value }) => value === "given as a secret");
    assert.equal(given?.name, "kubernetes:core/v1:Secret told.stringData.AUTH_SECRET");
    const key = world.engine.stateOf("aws:iam/accessKey:AccessKey", "files");
    const made = secrets.find(({ name }) => name === "aws:iam/accessKey:AccessKey files.secret");
    assert.equal(made?.value, hiddenText(key.outputs["secret"]));
    assert.ok(!secrets.some(({ value }) => value === key.id));
  });
});
