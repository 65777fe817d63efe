import type { IncomingMessage, ServerResponse } from "node:http";
import type { Refusal } from "../firewall/firewalls";
import type { Action } from "./api";
import { pathOf } from "./conditions";
import type { Entrance } from "./headers";

type FixedResponse = Extract<Action, { type: "fixed-response" }>;
type Redirect = Extract<Action, { type: "redirect" }>;

/** The reasons as a real ALB spells them. */
const REASONS = {
  301: "Moved Permanently",
  302: "Found",
  400: "Bad Request",
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
} as const;

/** An answer of the load balancer itself; it carries no target group's name, because no group gave it. */
export function answer(
  response: ServerResponse,
  status: keyof typeof REASONS,
  headers: Record<string, string> = {},
): void {
  const title = `${String(status)} ${REASONS[status]}`;
  const body = [
    "<html>",
    `<head><title>${title}</title></head>`,
    "<body>",
    `<center><h1>${title}</h1></center>`,
    "</body>",
    "</html>",
    "",
  ].join("\r\n");
  send(response, status, "text/html", body, { ...headers, Server: "awselb/2.0" });
}

export function fixedResponse(response: ServerResponse, action: FixedResponse): void {
  send(response, action.statusCode, action.contentType, action.messageBody, {
    Server: "awselb/2.0",
  });
}

/** What the firewall says instead of the app. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  const { status, contentType, body, headers } = refusal;
  send(response, status, contentType, body, { ...headers, Server: "awselb/2.0" });
}

/** Host, path and query stay as they came, and the port is always written out, also 443. */
export function redirect(
  request: IncomingMessage,
  response: ServerResponse,
  action: Redirect,
  entrance: Entrance,
): void {
  const fill = (text: string) =>
    text.replaceAll("#{protocol}", entrance.protocol).replaceAll("#{port}", String(entrance.port));
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const path = pathOf(request);
  const query = (request.url ?? path).slice(path.length);
  const origin = `${fill(action.protocol).toLowerCase()}://${host}:${fill(action.port)}`;
  answer(response, action.statusCode, { Location: `${origin}${path}${query}` });
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string>,
): void {
  response.writeHead(status, {
    ...headers,
    "Content-Type": contentType,
    "Content-Length": Buffer.byteLength(body),
  });
  response.end(body);
}
