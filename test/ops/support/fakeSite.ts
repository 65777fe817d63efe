import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Color } from "../../../config/color";
import { makeCertificate } from "../../../drill/cloud/certificate";

/** The public side of the load balancer: each colour answers those who hold its token. */
export class FakeSite {
  readonly versions: Record<Color, string> = { blue: "2.1.25", green: "2.1.26" };
  /** Paths that answer 500 on both colours. */
  readonly broken = new Set<string>();
  ca = "";
  port = 0;
  #server: Server | undefined;

  async listen(): Promise<void> {
    const { caPem, key, cert } = await makeCertificate("chat.example.com");
    this.ca = caPem;
    const server = createServer({ key, cert }, (request, response) => {
      const color = request.headers["x-lobechat-preview"] === "green-token" ? "green" : "blue";
      const path = request.url ?? "";
      const isVersion = path === "/api/version";
      response.statusCode = this.broken.has(path) ? 500 : isVersion ? 200 : 404;
      response.end(
        isVersion ? JSON.stringify({ version: this.versions[color] }) : "File not found",
      );
    });
    this.#server = server;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    this.port = (server.address() as AddressInfo).port;
  }

  /** From here on nobody reaches it. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
}
