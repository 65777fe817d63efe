import type { IncomingMessage, ServerResponse } from "node:http";

/** One request, read as far as the routes need it, and its answer. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    this.path = (request.url ?? "/").split("?")[0] ?? "/";
  }

  /** "GET /api/version" */
  get route(): string {
    return `${this.request.method ?? "GET"} ${this.path}`;
  }

  /** The body as JSON; an empty object where it is none. */
  async json(): Promise<Record<string, unknown>> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.request) {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    }
    try {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      return typeof body === "object" && body !== null ? { ...body } : {};
    } catch {
      return {};
    }
  }

  sendJson(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.#send(status, JSON.stringify(body), { "content-type": "application/json", ...headers });
  }

  sendText(status: number, body: string, headers: Record<string, string> = {}): void {
    this.#send(status, body, { "content-type": "text/plain; charset=utf-8", ...headers });
  }

  sendHtml(body: string): void {
    this.#send(200, body, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    });
  }

  redirect(location: string): void {
    this.#send(302, "", { location });
  }

  #send(status: number, body: string, headers: Record<string, string>): void {
    this.response.writeHead(status, headers).end(body);
  }
}
