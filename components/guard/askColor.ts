import { request as requestInPlain, type IncomingMessage } from "node:http";
import { request as requestOverTls } from "node:https";
import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";

/** Where the load balancer answers for the public name, also before DNS knows of it. */
export interface Site {
  /** The load balancer's own name. */
  host: string;
  port: number;
  /** "https" where it is left out. */
  scheme?: "http" | "https";
  /** The public name, which its certificate is for. */
  domain: string;
  /** PEM of an authority beside the public ones. */
  ca?: string;
}

export interface Answer {
  status: number;
  body: string;
}

const TIMEOUT_MS = 5000;
/** Nothing that is asked for here is as long as that. */
const LONGEST_BODY = 65_536;

/**
 * One GET over a connection of its own, as a browser without cookies would send it to the public name.
 *
 * @param timeoutMs how long the whole answer may take
 * @throws Error when there is none by then, or no way there
 */
export function askColor(
  { host, port, scheme, domain, ca }: Site,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  const asked = {
    ...{ host, port, path, agent: false },
    // Who does not say what he is, is refused at the edge.
    headers: { "user-agent": "lobechat", ...headers, host: domain },
    signal: AbortSignal.timeout(timeoutMs),
  };
  const trust = ca === undefined ? {} : { secureContext: trusting(ca) };
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage): void => {
      void answerOf(response).then(resolve);
    };
    const sent =
      scheme === "http"
        ? requestInPlain(asked, answered)
        : requestOverTls({ ...asked, servername: domain, ...trust }, answered);
    sent.on("error", reject);
    sent.end();
  });
}

const contexts = new Map<string, SecureContext>();

/** Made once for an authority: to read all the public ones takes longer than the answer. */
function trusting(ca: string): SecureContext {
  const context = contexts.get(ca) ?? createSecureContext({ ca: [ca, ...rootCertificates] });
  contexts.set(ca, context);
  return context;
}

/** An answer that breaks off is an answer: what there is of it decides. */
function answerOf(response: IncomingMessage): Promise<Answer> {
  return new Promise((resolve) => {
    const status = response.statusCode ?? 0;
    let body = "";
    response.setEncoding("utf8");
    response.on("data", (part: string) => {
      if (body.length < LONGEST_BODY) body += part;
    });
    response.on("close", () => {
      resolve({ status, body });
    });
    response.on("error", () => undefined);
  });
}
