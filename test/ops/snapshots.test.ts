import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { listSnapshots } from "../../ops/aws/snapshots";

const SHA = "c".repeat(64);
const DUMP = `backups/daily/20260302T013700Z-2048-${SHA}.dump`;

function ofRds(id: string, at: string, status: string): string {
  return `<DBSnapshot><DBSnapshotIdentifier>${id}</DBSnapshotIdentifier><SnapshotCreateTime>${at}</SnapshotCreateTime><Status>${status}</Status></DBSnapshot>`;
}

describe("what there is to restore", () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      response.setHeader("content-type", "text/xml");
      if (request.method === "GET") {
        response.end(
          `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>${DUMP}</Key></Contents><Contents><Key>restores/one.json</Key></Contents></ListBucketResult>`,
        );
        return;
      }
      const instance = new URLSearchParams(body).get("DBInstanceIdentifier") ?? "";
      asked.push(instance);
      const snapshots = [
        ofRds(`${instance}-later`, "2026-03-03T00:00:00Z", "available"),
        ofRds(`${instance}-being-made`, "2026-03-04T00:00:00Z", "creating"),
      ];
      response.end(
        `<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots>${snapshots.join("")}</DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>`,
      );
    });
  });
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("is dumps and the whole snapshots of each instance, the newest first", async () => {
    const access = {
      region: "eu-central-1",
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ...{ credentials: { accessKeyId: "a", secretAccessKey: "b" }, forcePathStyle: true },
    };
    const found = await listSnapshots(access, {
      ...{ dumpBucket: "chat-snapshots", databaseInstances: ["lobechat-prod"] },
    });
    assert.deepEqual(asked, ["lobechat-prod"]);
    assert.deepEqual(found, [
      { key: "lobechat-prod-later", at: new Date("2026-03-03T00:00:00Z"), bytes: null },
      { key: DUMP, at: new Date("2026-03-02T01:37:00Z"), bytes: 2048 },
    ]);
  });
});
