import type { Environment } from "./environment";
import type { Exchange } from "./exchange";
import { cookieName, sign, verifiedToken } from "./sessionCookie";
import type { Session, Sessions } from "./sessions";

/** The routes of better-auth that users and checks call. All of them need AUTH_SECRET, most of them Redis. */
export class Auth {
  readonly #environment: Environment;
  readonly #sessions: Sessions;

  constructor(environment: Environment, sessions: Sessions) {
    this.#environment = environment;
    this.#sessions = sessions;
  }

  /** @throws when Redis is down: the app answers 500 then */
  async answer(exchange: Exchange): Promise<void> {
    if (this.#environment.authSecret === "") throw new Error("AUTH_SECRET is not set");
    switch (exchange.route) {
      case "GET /api/auth/ok":
        await this.#sessions.ping();
        exchange.sendJson(200, { ok: true });
        return;
      case "POST /api/auth/sign-up/email":
      case "POST /api/auth/sign-in/email":
        await this.#signIn(exchange);
        return;
      case "POST /api/auth/sign-out":
        await this.#signOut(exchange);
        return;
      case "GET /api/auth/get-session":
        exchange.sendJson(200, await this.#session(exchange));
        return;
      default:
        exchange.sendText(404, "Not Found");
    }
  }

  /**
   * Whether a request may be served as a user's. While Redis is down a signed cookie is enough, as the real
   * app's cookie cache makes it for the first minutes.
   */
  async isSignedIn(exchange: Exchange): Promise<boolean> {
    if (this.#environment.authSecret === "") throw new Error("AUTH_SECRET is not set");
    const token = this.#token(exchange);
    if (token === null) return false;
    return this.#sessions.find(token).then(
      (found) => found !== null,
      () => true,
    );
  }

  async #signIn(exchange: Exchange): Promise<void> {
    const { origin } = exchange.request.headers;
    if (origin !== undefined && origin !== this.#environment.appUrl.origin) {
      exchange.sendJson(403, { code: "INVALID_ORIGIN", message: "Invalid origin" });
      return;
    }
    const { email, password, name } = await exchange.json();
    if (typeof email !== "string" || !email.includes("@") || typeof password !== "string") {
      exchange.sendJson(400, { code: "INVALID_EMAIL", message: "Invalid email" });
      return;
    }
    const created = await this.#sessions.create(email, typeof name === "string" ? name : email);
    const { token } = created.session;
    const body = exchange.path.endsWith("/sign-in/email") ? { redirect: false } : {};
    exchange.sendJson(200, { ...body, token, user: created.user }, this.#setCookie(created));
  }

  async #signOut(exchange: Exchange): Promise<void> {
    const token = this.#token(exchange);
    if (token !== null) await this.#sessions.remove(token);
    exchange.sendJson(200, { success: true });
  }

  async #session(exchange: Exchange): Promise<unknown> {
    const token = this.#token(exchange);
    const found = token === null ? null : await this.#sessions.find(token);
    return found === null ? null : JSON.parse(found);
  }

  #setCookie({ session }: Session): Record<string, string> {
    const { appUrl, authSecret } = this.#environment;
    const secure = appUrl.protocol === "https:" ? "; Secure" : "";
    const value = `${cookieName(appUrl)}=${sign(session.token, authSecret)}`;
    return { "set-cookie": `${value}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax${secure}` };
  }

  #token({ request }: Exchange): string | null {
    const { appUrl, authSecret } = this.#environment;
    return verifiedToken(request.headers.cookie, cookieName(appUrl), authSecret);
  }
}
