import { request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { answer } from "./answers";
import {
  hasBody,
  requestHeaders,
  responseHeaders,
  withHeaders,
  type AddedHeaders,
  type Entrance,
} from "./headers";
import type { RegisteredTarget } from "./registeredTarget";

export interface Route {
  target: RegisteredTarget;
  groupName: string;
  /** Set-Cookie values for the answer. */
  cookies: readonly string[];
  entrance: Entrance;
  added: AddedHeaders;
  /** What of the request's body was read already. */
  bodyStart: Buffer;
  /** @param seconds until the answer began, not scaled: an app is as fast as this machine */
  answered(status: number, seconds: number): void;
  /** There was no answer: the load balancer gives one of its own. */
  failed(status: number): void;
  /** Milliseconds on this machine after which a silent connection is given up. */
  idleMs: number;
}

/**
 * Passes a request on to its target and the answer back, both as streams.
 *
 * A connection that the target has closed meanwhile surfaces as 502: so it does on a real ALB, "check whether
 * the keep-alive duration of the target is shorter than the idle timeout" [ELB user guide, HTTP 502].
 */
export function forward(request: IncomingMessage, response: ServerResponse, route: Route): void {
  const { target, idleMs } = route;
  const beganMs = performance.now();
  const outgoing = httpRequest({
    agent: target.agent(idleMs),
    host: target.target.id,
    port: target.target.port,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, route.entrance),
    timeout: idleMs,
  });
  target.track(outgoing);

  let status: 502 | 504 = 502;
  outgoing.on("timeout", () => {
    status = 504;
    outgoing.destroy();
  });
  outgoing.on("error", () => {
    if (!response.headersSent && !response.destroyed) route.failed(status);
    if (!response.headersSent) withHeaders(response, route.added);
    fail(request, response, status);
  });
  outgoing.on("response", (incoming) => {
    route.answered(incoming.statusCode ?? 502, (performance.now() - beganMs) / 1000);
    relay(incoming, response, route);
  });
  response.on("close", () => {
    // The client went away first: the target shall know.
    if (!response.writableFinished) outgoing.destroy();
  });

  if (!hasBody(request)) outgoing.end();
  else if (request.readableEnded) outgoing.end(route.bodyStart);
  else {
    if (route.bodyStart.length > 0) outgoing.write(route.bodyStart);
    request.pipe(outgoing);
  }
}

function relay(incoming: IncomingMessage, response: ServerResponse, route: Route): void {
  const { added, groupName, cookies } = route;
  const headers = responseHeaders(incoming, groupName, cookies, added);
  response.writeHead(incoming.statusCode ?? 502, incoming.statusMessage ?? "", headers);
  incoming.pipe(response);
  // An event stream may send its headers long before its first event. What has come by now goes with them.
  if (incoming.headers["content-length"] === undefined)
    setImmediate(() => {
      if (!incoming.readableDidRead && !response.writableEnded) response.flushHeaders();
    });
  const cut = () => {
    if (!incoming.complete) response.destroy();
  };
  incoming.on("error", cut);
  incoming.on("close", cut);
}

/** Once an answer has begun, all that is left is to cut it, so that nobody takes it for whole. */
function fail(request: IncomingMessage, response: ServerResponse, status: 502 | 504): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  request.unpipe();
  request.resume();
  answer(response, status);
}
