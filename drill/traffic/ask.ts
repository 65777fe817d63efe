import { text } from "node:stream/consumers";
import type { Color } from "../report/report";
import { type Site, colorOf, connectionTo, requestBy } from "./site";

export interface Answer {
  status: number;
  body: string;
  color: Color | null;
}

const DEADLINE_MS = 10_000;

/**
 * One GET over a connection of its own, as somebody without cookies would send it.
 * @throws Error when no whole answer came within 10 s.
 */
export function ask(
  site: Site,
  path: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const connection = connectionTo(site);
  const request = requestBy(connection.scheme);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...connection,
        path,
        agent: false,
        // Who does not say what he is, is refused at the edge of a deployed stack.
        headers: { "user-agent": "Mozilla/5.0 (drill)", ...headers, host: site.authority },
        signal: AbortSignal.timeout(DEADLINE_MS),
      },
      (response) => {
        text(response).then((body) => {
          resolve({ status: response.statusCode ?? 0, body, color: colorOf(response.headers) });
        }, reject);
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}
