import type { IncomingMessage } from "node:http";
import { pathOf } from "../loadBalancer/conditions";

/** "For Application Load Balancer … the first 8 KB" of a body are looked at [WAF developer guide, oversize bodies]. */
export const INSPECTED_BYTES = 8192;

/** A request as the firewall sees it. */
export interface Asked {
  address: string;
  method: string;
  path: string;
  /** Decoded, without the question mark. */
  query: string;
  userAgent: string | undefined;
  /** The header, empty where there is none. */
  cookies: string;
  /** What there is of the body within the limit. */
  body: string;
  /** Of the body that has come: more than the limit where there is more. */
  bodyBytes: number;
}

/**
 * Who asks is read from X-Forwarded-For where there is one: the drill's users come from one machine, and each says
 * which address it stands for. A real one takes the address of the connection.
 */
export function askedBy(request: IncomingMessage, body: Buffer): Asked {
  const { method = "GET", headers, socket, url = "/" } = request;
  const path = pathOf(request);
  const forwarded = String(headers["x-forwarded-for"] ?? "")
    .split(",")[0]
    ?.trim();
  return {
    address: forwarded === undefined || forwarded === "" ? (socket.remoteAddress ?? "") : forwarded,
    method,
    path,
    query: decoded(url.slice(path.length + 1)),
    userAgent: headers["user-agent"],
    cookies: headers.cookie ?? "",
    body: body.toString("utf8", 0, INSPECTED_BYTES),
    bodyBytes: body.length,
  };
}

/** What is no proper encoding stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
