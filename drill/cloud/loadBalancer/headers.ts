import type { IncomingMessage, ServerResponse } from "node:http";
import { ANSWERED_BY } from "./api";

/** Headers that speak of one connection and not of the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Written anew for the target. Expect is answered by the load balancer itself and "removed"
 * [ELB user guide, how Elastic Load Balancing works].
 */
const REWRITTEN = new Set(["expect", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"]);

export interface Entrance {
  protocol: "HTTP" | "HTTPS";
  /** As AWS shows it, not the port on this machine. */
  port: number;
}

/** The client's headers as the target sees them, Host among them. */
export function requestHeaders(request: IncomingMessage, entrance: Entrance): string[] {
  const headers = endToEnd(request, REWRITTEN);
  const client = request.socket.remoteAddress ?? "unknown";
  const before = request.headers["x-forwarded-for"];
  // Append is the default of routing.http.xff_header_processing.mode [ELB user guide, X-Forwarded headers].
  headers.push(
    "X-Forwarded-For",
    before === undefined ? client : `${String(before)}, ${client}`,
    "X-Forwarded-Proto",
    entrance.protocol.toLowerCase(),
    "X-Forwarded-Port",
    String(entrance.port),
  );
  pushBodyLength(request, headers);
  return headers;
}

export function hasBody(request: IncomingMessage): boolean {
  return (
    request.headers["content-length"] !== undefined ||
    request.headers["transfer-encoding"] !== undefined
  );
}

/** Without either header Node takes a POST for chunked, and some apps for one with a body. */
function pushBodyLength(request: IncomingMessage, headers: string[]): void {
  if (request.headers["transfer-encoding"] !== undefined) {
    headers.push("Transfer-Encoding", "chunked");
  } else if (!hasBody(request) && request.method !== "GET" && request.method !== "HEAD") {
    headers.push("Content-Length", "0");
  }
}

/** What an entrance puts into every answer, in place of what the target says. */
export interface AddedHeaders {
  /** In small letters: a target's own of these names give way. */
  names: ReadonlySet<string>;
  /** Names and values in turn. */
  raw: readonly string[];
}

export function addedHeaders(headers: Readonly<Record<string, string>> = {}): AddedHeaders {
  return {
    names: new Set([ANSWERED_BY, ...Object.keys(headers).map((name) => name.toLowerCase())]),
    raw: Object.entries(headers).flat(),
  };
}

/** For an answer of the load balancer's own alone: Node takes one header of each name from a list beside these. */
export function withHeaders(response: ServerResponse, { raw }: AddedHeaders): ServerResponse {
  for (let at = 0; at + 1 < raw.length; at += 2)
    response.setHeader(raw[at] ?? "", raw[at + 1] ?? "");
  return response;
}

/** The target's headers as the client sees them: names and values in turn. */
export function responseHeaders(
  answer: IncomingMessage,
  groupName: string,
  cookies: readonly string[],
  added: AddedHeaders,
): string[] {
  const headers = endToEnd(answer, added.names);
  headers.push(ANSWERED_BY, groupName, ...added.raw);
  for (const cookie of cookies) headers.push("Set-Cookie", cookie);
  return headers;
}

function endToEnd(message: IncomingMessage, without: ReadonlySet<string>): string[] {
  const connection = message.headers.connection?.toLowerCase();
  const named = connection?.split(",").map((name) => name.trim());
  const raw = message.rawHeaders;
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? "";
    const lower = name.toLowerCase();
    if (HOP_BY_HOP.has(lower) || without.has(lower) || named?.includes(lower)) continue;
    kept.push(name, raw[at + 1] ?? "");
  }
  return kept;
}
