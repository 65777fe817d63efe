import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { Tools } from "../../../ops/tools";

/** Takes whatever is put into it. */
export class FakeS3 {
  readonly puts: { path: string; body: Buffer; sha256: string | undefined }[] = [];
  status = 200;
  #url = "";
  readonly #server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const sha256 = request.headers["x-amz-checksum-sha256"]?.toString();
      this.puts.push({ path: new URL(request.url ?? "", "http://s3").pathname, body, sha256 });
      response.statusCode = this.status;
      response.end(
        this.status === 200 ? "" : "<Error><Code>AccessDenied</Code><Message>no</Message></Error>",
      );
    });
  });

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.#url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  readonly access: Tools["awsAccess"] = (region) => ({
    ...{ region, endpoint: this.#url },
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
}
