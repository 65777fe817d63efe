import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { promisify } from "node:util";
import { z } from "zod";
import { makeCertificate } from "../../drill/cloud/certificate";
import { ANSWERED_BY } from "../../drill/cloud/loadBalancer/api";
import { askedDuration } from "../../drill/traffic/chatPayload";
import type { Site } from "../../drill/traffic/site";

export const DOMAIN = "chat.example.com";

const SIGN_UP = z.object({ email: z.string(), password: z.string() });
const CHAT = z.object({ messages: z.array(z.object({ content: z.string() })) });

/** A load balancer and an app in one, as far as a user can tell. What it does wrong is switched on by a test. */
export interface FakeApp {
  site: Site;
  answeredBy: "blue" | "green";
  /** The hash in the page's scripts; only those of this build are found. */
  build: string;
  keepsOldBuilds: boolean;
  /** Sessions of everybody, by cookie. Cleared: everybody is logged out. */
  sessions: Map<string, string>;
  passwords: Map<string, string>;
  status?: number;
  /** whole: with the final event; early: in order, without it; broken: the connection is gone. */
  streamsEnd: "whole" | "early" | "broken";
  /** Everybody is taken for this person. */
  mistakenFor?: string;
  seen: { method: string; path: string; headers: IncomingMessage["headers"] }[];
  /** How many connections are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export async function startFakeApp(): Promise<FakeApp> {
  const folder = mkdtempSync(join(tmpdir(), "fake-app-"));
  const caFile = join(folder, "ca.pem");
  const { caPem, key, cert } = await makeCertificate(DOMAIN);
  writeFileSync(caFile, caPem);
  const server = createServer({ key, cert }, (request, response) => {
    answer(app, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const app: FakeApp = {
    site: { address: { host: "127.0.0.1", port }, domain: DOMAIN, authority: DOMAIN, caFile },
    answeredBy: "blue",
    build: "b1",
    keepsOldBuilds: true,
    sessions: new Map(),
    passwords: new Map(),
    streamsEnd: "whole",
    seen: [],
    connections: promisify(server.getConnections.bind(server)),
    close: () =>
      new Promise((resolve) => {
        rmSync(folder, { recursive: true });
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return app;
}

type Handler = (app: FakeApp, request: IncomingMessage, response: ServerResponse) => unknown;

const ROUTES: Record<string, Handler> = {
  "/api/auth/sign-up/email": signUp,
  "/api/auth/sign-in/email": signIn,
  "/api/auth/get-session": (app, request, response) => {
    const email = app.mistakenFor ?? whoAsks(app, request);
    const session = email === undefined ? null : { user: { id: `id of ${email}`, email } };
    response.end(JSON.stringify(session));
  },
  "/signin": (app, _, response) => {
    response.end(`<script src="/_next/static/chunks/main-${app.build}.js"></script>`);
  },
  "/webapi/chat/openai": chat,
};

async function answer(app: FakeApp, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? "/";
  app.seen.push({ method: request.method ?? "", path, headers: request.headers });
  if (!path.startsWith("/_next/")) response.setHeader(ANSWERED_BY, app.answeredBy);
  if (app.status !== undefined) response.writeHead(app.status).end();
  else await (ROUTES[path] ?? script)(app, request, response);
}

function whoAsks(app: FakeApp, request: IncomingMessage): string | undefined {
  return app.sessions.get(/session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "");
}

function script(app: FakeApp, request: IncomingMessage, response: ServerResponse) {
  const found = app.keepsOldBuilds || request.url?.includes(app.build) === true;
  response.writeHead(found ? 200 : 404).end();
}

async function signUp(app: FakeApp, request: IncomingMessage, response: ServerResponse) {
  const { email, password } = SIGN_UP.parse(await json(request));
  if (app.passwords.has(email)) {
    return response.writeHead(422).end('{"code":"USER_ALREADY_EXISTS"}');
  }
  app.passwords.set(email, password);
  return welcome(app, email, response);
}

async function signIn(app: FakeApp, request: IncomingMessage, response: ServerResponse) {
  const { email, password } = SIGN_UP.parse(await json(request));
  if (app.passwords.get(email) !== password) return response.writeHead(401).end();
  return welcome(app, email, response);
}

function welcome(app: FakeApp, email: string, response: ServerResponse) {
  const token = `token-${String(app.sessions.size)}`;
  app.sessions.set(token, email);
  response.setHeader("set-cookie", [`session=${token}; Path=/; HttpOnly`, "AWSALB=pod; Path=/"]);
  return response.end("{}");
}

async function chat(app: FakeApp, request: IncomingMessage, response: ServerResponse) {
  if (whoAsks(app, request) === undefined) return response.writeHead(401).end();
  const { messages } = CHAT.parse(await json(request));
  const durationMs = askedDuration(messages[0]?.content ?? "") ?? 0;
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write('event: text\ndata: "a"\n\n');
  return setTimeout(() => {
    if (app.streamsEnd === "broken") response.destroy();
    else if (app.streamsEnd === "early") response.end();
    else response.end('event: stop\ndata: "stop"\n\nevent: usage\ndata: {}\n\n');
  }, durationMs);
}
