import {
  request as httpRequest,
  type Agent,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { Address } from "../../loadBalancer/api";
import {
  hasBody,
  requestHeaders,
  responseHeaders,
  type AddedHeaders,
  type Entrance,
} from "../../loadBalancer/headers";
import type { Choice } from "./balancers";
import { answerText } from "./answers";

export interface Way {
  address: Address;
  agent: Agent;
  entrance: Entrance;
  choice: Choice;
  /** Set on the answer, whatever the server says. */
  added: AddedHeaders;
}

/** Passes a request on and the answer back, both as they come. */
export function forward(request: IncomingMessage, response: ServerResponse, way: Way): void {
  const outgoing = httpRequest({
    ...way.address,
    agent: way.agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, way.entrance),
  });
  const gone = (): void => {
    // The client went away first: the server shall know.
    if (!response.writableFinished) outgoing.destroy();
  };
  response.on("close", gone);
  outgoing.on("error", () => {
    response.off("close", gone);
    if (response.headersSent || response.destroyed) response.destroy();
    // Go's transport asks once more when the connection that it kept was closed meanwhile.
    else if (outgoing.reusedSocket && isReplayable(request)) forward(request, response, way);
    else answerText(response, 502, "Bad Gateway");
  });
  outgoing.on("response", (incoming) => {
    relay(incoming, response, way);
  });
  if (hasBody(request)) request.pipe(outgoing);
  else outgoing.end();
}

function isReplayable(request: IncomingMessage): boolean {
  return ["GET", "HEAD", "OPTIONS"].includes(request.method ?? "") && !hasBody(request);
}

function relay(incoming: IncomingMessage, response: ServerResponse, way: Way): void {
  const { choice, added } = way;
  response.writeHead(
    incoming.statusCode ?? 502,
    incoming.statusMessage ?? "",
    responseHeaders(incoming, choice.service, choice.cookies, added),
  );
  // An event stream may send its headers long before its first event.
  if (incoming.headers["content-length"] === undefined) response.flushHeaders();
  incoming.pipe(response);
  const cut = (): void => {
    if (!incoming.complete) response.destroy();
  };
  incoming.on("error", cut);
  incoming.on("close", cut);
}
