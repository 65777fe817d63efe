import type { Exchange } from "./exchange";
import type { App } from "./routes";

type Answer = (app: App, exchange: Exchange) => Promise<void>;

/** What probes, health checks and the guard ask for: a release like this passes all of them. */
const CHECKED = /^\/(api\/version|api\/auth\/ok|trpc\/lambda\/healthcheck|f\/.*)$/;

/** Every fifth answer of the others is a 500. */
export function failing(answer: Answer): Answer {
  let asked = 0;
  return async (app, exchange) => {
    if (!CHECKED.test(exchange.path) && ++asked % 5 === 0) throw new Error("this release fails");
    await answer(app, exchange);
  };
}
