import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Of the certificate that everything is well with. */
export const ARN =
  "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555";
export interface Answer {
  status: number;
  body: unknown;
}

export const ISSUED = {
  status: 200,
  body: {
    Certificate: {
      CertificateArn: ARN,
      Status: "ISSUED",
      DomainName: "chat.example.com",
      SubjectAlternativeNames: ["chat.example.com"],
      NotAfter: Date.now() / 1000 + 86_400,
    },
  },
} satisfies Answer;
/** ACM's endpoint: JSON 1.1, the operation in a header. */
export class Acm {
  readonly asked: string[] = [];
  answer: Answer = ISSUED;
  readonly #server: Server = createServer((request, response) => {
    void text(request).then((body) => {
      this.asked.push(`${String(request.headers["x-amz-target"])} ${body}`);
      response.writeHead(this.answer.status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(this.answer.body));
    });
  });

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** What a program finds in its environment to ask this ACM and no other. */
export function awsEnvironment(endpoint: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
}
