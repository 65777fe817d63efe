import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { ANSWERED_BY, type Address } from "../../../drill/cloud/loadBalancer/api";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** The target group's name. */
  from: string | undefined;
}

export interface Question {
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Sends a request and resolves as soon as the head of the answer is there. */
export async function open(address: Address, question: Question = {}): Promise<IncomingMessage> {
  const { path = "/", method = "GET", headers = {}, body } = question;
  const outgoing = request({ ...address, path, method, headers, agent: false });
  outgoing.end(body);
  return new Promise((resolve, reject) => {
    outgoing.on("response", resolve);
    outgoing.on("error", reject);
  });
}

export async function ask(address: Address, question: Question = {}): Promise<Answer> {
  const incoming = await open(address, question);
  const from = incoming.headers[ANSWERED_BY];
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: await text(incoming),
    from: typeof from === "string" ? from : undefined,
  };
}

/** A client that keeps its cookies, as people's browsers do. */
export class Browser {
  readonly cookies = new Map<string, string>();

  async ask(address: Address, question: Question = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = cookie === "" ? {} : { cookie };
    const answer = await ask(address, {
      ...question,
      headers: { ...question.headers, ...headers },
    });
    for (const line of answer.headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.cookies.set(name, value);
    }
    return answer;
  }
}
