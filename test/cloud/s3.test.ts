import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeDBSnapshotsCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { AwsEndpoint } from "../../drill/cloud/awsApi/endpoint";
import { RDS_ACTIONS } from "../../drill/cloud/awsApi/rdsActions";
import { AWS_COMMAND } from "../../drill/cloud/s3/awsCommand";
import { answerS3 } from "../../drill/cloud/s3/s3Requests";

const ACCESS = {
  region: "eu-central-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
};

describe("the stand-in's S3", () => {
  const folder = mkdtempSync(join(tmpdir(), "s3-"));
  const root = join(folder, "s3");
  const command = join(folder, "aws");
  const query = { "2014-10-31": { namespace: "rds", actions: RDS_ACTIONS } };
  const endpoint = new AwsEndpoint({ query, json: {} }, (path) => answerS3(root, path));
  let url: string;
  let s3: S3Client;

  before(async () => {
    mkdirSync(root);
    writeFileSync(command, AWS_COMMAND);
    chmodSync(command, 0o755);
    writeFileSync(join(folder, "one.dump"), "first");
    url = await endpoint.listen();
    s3 = new S3Client({ ...ACCESS, endpoint: url, forcePathStyle: true });
  });

  after(async () => {
    s3.destroy();
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  function aws(...args: string[]) {
    const env = { PATH: process.env["PATH"], S3_ROOT: root };
    return spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
  }

  it("has what the command put there, and lists it by its prefix", async () => {
    assert.equal(aws("s3", "cp", "one.dump", "s3://dumps/hourly/a+b.dump").status, 0);
    assert.equal(aws("s3", "cp", "one.dump", "s3://dumps/daily/one.dump").status, 0);
    const { Contents = [], IsTruncated } = await s3.send(
      new ListObjectsV2Command({ Bucket: "dumps", Prefix: "hourly/" }),
    );
    assert.deepEqual(
      Contents.map(({ Key, Size }) => [Key, Size]),
      [["hourly/a+b.dump", 5]],
    );
    assert.equal(IsTruncated, false);
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: "dumps", Key: "hourly/a+b.dump" }),
    );
    assert.equal(await Body?.transformToString(), "first");
  });

  it("says that there is no such key", async () => {
    await assert.rejects(s3.send(new GetObjectCommand({ Bucket: "dumps", Key: "none" })), {
      name: "NoSuchKey",
    });
    assert.equal(aws("s3", "cp", "s3://dumps/none", "two.dump").status, 1);
  });

  it("refuses an address that is no proper one, and goes on", async () => {
    assert.equal((await fetch(`${url}/dumps/%E0`)).status, 400);
    assert.equal((await fetch(`${url}/dumps/none`)).status, 404);
  });

  it("gives the command its keys and sizes as text, and its objects back", () => {
    aws("s3", "cp", "one.dump", "s3://sizes/one.dump");
    const list = ["s3api", "list-objects-v2", "--bucket", "sizes", "--prefix", "one"];
    const text = ["--output", "text"];
    assert.equal(aws(...list, "--query", "Contents[].Key", ...text).stdout, "one.dump\n");
    assert.equal(aws(...list, "--query", "Contents[0].Size", ...text).stdout, "5\n");
    assert.equal(aws("s3", "cp", "s3://sizes/one.dump", "back.dump").status, 0);
    assert.equal(readFileSync(join(folder, "back.dump"), "utf8"), "first");
  });

  it("refuses what the command does not know, by its name", () => {
    const { status, stderr } = aws("s3", "sync", "a", "b");
    assert.equal(status, 252);
    assert.match(stderr, /does not know: s3 sync a b/);
  });

  it("knows no snapshot of an instance", async () => {
    const rds = new RDSClient({ ...ACCESS, endpoint: url });
    const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({}));
    rds.destroy();
    assert.deepEqual(DBSnapshots, []);
  });
});
