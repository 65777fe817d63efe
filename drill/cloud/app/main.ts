import { createServer } from "node:http";
import { said } from "../../../ops/said";
import { Auth } from "./auth";
import { readEnvironment } from "./environment";
import { Exchange } from "./exchange";
import { failing } from "./failing";
import { buildOf } from "./pages";
import { route, type App } from "./routes";
import { Sessions } from "./sessions";

/** A small LobeHub. Its version and its faults are its image's, and so no part of its environment. */
function start(version: string, behavior: string): void {
  const environment = readEnvironment(process.env);
  const sessions = new Sessions(environment.redisUrl, environment.redisPrefix);
  const auth = new Auth(environment, sessions);
  const app: App = { version, environment, sessions, auth, build: buildOf(version) };
  const answer = behavior === "failing" ? failing(route) : route;

  const server = createServer((request, response) => {
    const exchange = new Exchange(request, response);
    response.on("close", () => {
      // A connection that has been told nothing would keep a server that is closing.
      if (!server.listening) server.closeIdleConnections();
    });
    answer(app, exchange).catch((error: unknown) => {
      console.error(exchange.route, said(error));
      if (response.headersSent) response.destroy();
      else exchange.sendText(500, "Internal Server Error");
    });
  });
  server.keepAliveTimeout = environment.keepAliveMs;
  server.listen(environment.port, "127.0.0.1");
  process.once("SIGTERM", () => {
    // The listener closes at once; requests and streams that are open end in their own time.
    server.close(() => process.exit(0));
  });
}

try {
  start(process.argv[2] ?? "0.0.0", process.argv[3] ?? "healthy");
} catch (error) {
  console.error(said(error));
  process.exit(1);
}
