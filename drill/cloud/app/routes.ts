import type { Auth } from "./auth";
import { streamChat } from "./chat";
import { reachDatabase } from "./database";
import type { Environment } from "./environment";
import type { Exchange } from "./exchange";
import type { Build } from "./pages";
import type { Sessions } from "./sessions";

export interface App {
  version: string;
  environment: Environment;
  build: Build;
  auth: Auth;
  sessions: Sessions;
}

const FOR_A_YEAR = { "cache-control": "public, max-age=31536000, immutable" };

/** Answers one request as the real app does. @throws what the app answers 500 for */
export async function route(app: App, exchange: Exchange): Promise<void> {
  const { path } = exchange;
  if (app.environment.broken !== null) throw new Error(app.environment.broken);
  if (path.startsWith("/_next/static/")) sendChunk(app, exchange);
  else if (path.startsWith("/api/auth/")) await app.auth.answer(exchange);
  else if (path.startsWith("/f/")) await sendFile(app, exchange);
  else if (path.startsWith("/webapi/chat/")) await chat(app, exchange);
  else await sendPage(app, exchange);
}

async function sendPage(app: App, exchange: Exchange): Promise<void> {
  switch (exchange.route) {
    case "GET /api/version":
      exchange.sendJson(200, { version: app.version }, { "x-pod": app.environment.pod });
      return;
    case "GET /trpc/lambda/healthcheck":
      exchange.sendJson(200, { result: { data: { json: "i'm live!" } } });
      return;
    case "GET /signin":
      exchange.sendHtml(app.build.page("signin"));
      return;
    case "GET /":
      if (await app.auth.isSignedIn(exchange)) exchange.sendHtml(app.build.page("chat"));
      else exchange.redirect("/signin");
      return;
    default:
      exchange.sendText(404, "Not Found");
  }
}

function sendChunk({ build }: App, exchange: Exchange): void {
  const content = build.chunk(exchange.path);
  if (content === undefined) exchange.sendText(404, "Not Found");
  else exchange.sendText(200, content, { ...FOR_A_YEAR, "content-type": "text/javascript" });
}

/** No file exists here; that it says so shows that Redis and the database answer. */
async function sendFile({ environment, sessions }: App, exchange: Exchange): Promise<void> {
  await sessions.ping();
  if (!environment.databaseWorks) throw new Error("the database does not answer");
  await reachDatabase(environment.databaseAddress);
  exchange.sendText(404, "File not found");
}

async function chat({ auth }: App, exchange: Exchange): Promise<void> {
  if (exchange.request.method !== "POST") exchange.sendText(405, "Method Not Allowed");
  else if (await auth.isSignedIn(exchange)) {
    await streamChat(await exchange.json(), exchange.response);
  } else exchange.sendJson(401, { errorType: "Unauthorized" });
}
