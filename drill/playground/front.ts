import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Agent, request } from "node:https";
import type { AddressInfo } from "node:net";
import type { Connection } from "../traffic/site";
import { keptPlain, sentSecure } from "./cookies";

export interface Front {
  /** What a browser on this machine is pointed at. */
  url: string;
  close: () => Promise<void>;
}

/** They speak of one connection; the one behind is another. */
const OF_ONE_CONNECTION = ["connection", "keep-alive", "host"];

/**
 * The site over plain http on this machine, so that a browser needs neither DNS for the public name nor trust in a
 * certificate of the stand-in's. It speaks https to the load balancer, with SNI, Host and Origin of the public name.
 * @param port 0 takes a free one
 */
export async function openFront(site: Connection, port: number): Promise<Front> {
  const agent = new Agent({ ...site, keepAlive: true });
  const server = createServer((asked, answer) => {
    pass(asked, answer, site.servername, agent);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  // One that listens on a port has an address of this kind.
  const { port: taken } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
      agent.destroy();
    });
  return { url: `http://localhost:${taken}`, close };
}

function pass(asked: IncomingMessage, answer: ServerResponse, domain: string, agent: Agent): void {
  const { method, url: path } = asked;
  const headers = { ...inward(asked.headers, domain), host: domain };
  const sent = request({ agent, method, path, headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, outward(response.headers));
    // The first words of a chat may be long in coming.
    answer.flushHeaders();
    response.pipe(answer);
    response.on("error", () => answer.destroy());
  });
  sent.on("error", () => {
    if (answer.headersSent) answer.destroy();
    else answer.writeHead(502).end("The load balancer does not answer.\n");
  });
  answer.on("close", () => {
    if (!answer.writableFinished) sent.destroy();
  });
  asked.pipe(sent);
}

function inward(headers: IncomingHttpHeaders, domain: string): IncomingHttpHeaders {
  const { cookie, origin, ...others } = without(headers);
  return {
    ...others,
    ...(cookie === undefined ? {} : { cookie: sentSecure(cookie) }),
    ...(origin === undefined ? {} : { origin: `https://${domain}` }),
  };
}

function outward(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { "set-cookie": cookies, ...others } = without(headers);
  return { ...others, ...(cookies && { "set-cookie": cookies.map(keptPlain) }) };
}

function without(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.includes(name)),
  );
}
