import { readFileSync } from "node:fs";
import { request as requestByHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestByHttps } from "node:https";
import { join } from "node:path";
import type { DockerHost } from "./dockerHost";

const TIMEOUT_MS = 10_000;

/** What an engine answered instead of what it was asked for. */
export class EngineRefusal extends Error {
  readonly status: number;
  /** The engine's own words. */
  readonly said: string;

  constructor(path: string, status: number, said: string) {
    super(`Docker answered ${path} with ${status}: ${said}`);
    this.status = status;
    this.said = said;
  }
}

/** Asks a Docker engine, over its HTTP API, what it has. It changes nothing there. */
export class DockerEngine {
  readonly host: DockerHost;

  constructor(host: DockerHost) {
    this.host = host;
  }

  /**
   * @param path with its query, e.g. `/containers/json?all=true`
   * @returns what the engine answers, from JSON, or the text as it is where it answers none
   * @throws EngineRefusal for any status but 2xx
   * @throws Error when nobody answers, within 10 s
   */
  async get(path: string, timeoutMs = TIMEOUT_MS): Promise<unknown> {
    const answer = await this.#ask(path, timeoutMs);
    const text = await bodyOf(answer);
    const status = answer.statusCode ?? 0;
    if (status < 200 || status > 299) throw new EngineRefusal(path, status, messageIn(text));
    return answer.headers["content-type"]?.startsWith("application/json") ? JSON.parse(text) : text;
  }

  /** The same, and undefined for what the engine does not have. */
  async find(path: string): Promise<unknown> {
    try {
      return await this.get(path);
    } catch (error) {
      if (error instanceof EngineRefusal && error.status === 404) return undefined;
      throw error;
    }
  }

  #ask(path: string, timeoutMs: number): Promise<IncomingMessage> {
    const { address, certificates } = this.host;
    const options: RequestOptions = { path, timeout: timeoutMs, agent: false };
    return new Promise((resolve, reject) => {
      const asked = address.startsWith("unix://")
        ? requestByHttp({ ...options, socketPath: address.slice("unix://".length) }, resolve)
        : askOverNetwork(new URL(address), certificates, options, resolve);
      asked.on("timeout", () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)));
      asked.on("error", reject);
      asked.end();
    });
  }
}

function askOverNetwork(
  { hostname, port, protocol }: URL,
  certificates: string | undefined,
  options: RequestOptions,
  answered: (answer: IncomingMessage) => void,
) {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (certificates === undefined && protocol !== "https:")
    return requestByHttp({ ...options, host, port: port || 2375 }, answered);
  const tls = certificates === undefined ? {} : certificatesIn(certificates);
  return requestByHttps({ ...options, ...tls, host, port: port || 2376 }, answered);
}

function certificatesIn(folder: string) {
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((file) =>
    readFileSync(join(folder, file)),
  );
  return { ca, cert, key };
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}

function messageIn(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    const isTold = typeof parsed === "object" && parsed !== null && "message" in parsed;
    return isTold ? String(parsed.message) : text;
  } catch {
    return text;
  }
}
