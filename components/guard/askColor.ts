import { request } from "node:https";
import { rootCertificates } from "node:tls";

/** Where the load balancer answers for the public name, also before DNS knows of it. */
export interface Site {
  /** The load balancer's own name. */
  host: string;
  /** The HTTPS listener's. */
  port: number;
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
  { host, port, domain, ca }: Site,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  timeoutMs = TIMEOUT_MS,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host, port, path, servername: domain, agent: false },
        ...(ca === undefined ? {} : { ca: [ca, ...rootCertificates] }),
        headers: { ...headers, host: domain },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          if (body.length < LONGEST_BODY) body += part;
        });
        // An answer that breaks off is an answer: what there is of it decides.
        response.on("close", () => {
          resolve({ status, body });
        });
        response.on("error", () => undefined);
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}
