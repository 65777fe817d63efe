import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { Clock } from "../../clock";
import { answer, fixedResponse, redirect, refuse } from "./answers";
import type { Address, ListenerSettings, LoadBalancerSettings } from "./api";
import type { StickyCookies } from "./cookies";
import { forward, type Route } from "./forward";
import type { Firewalls } from "../firewall/firewalls";
import { askedBy } from "../firewall/asked";
import { bodyStart } from "../firewall/bodyStart";
import { listenOnLoopback } from "../loopback";
import { addedHeaders, hasBody, withHeaders, type AddedHeaders } from "./headers";
import { classOf, type Meter } from "./meter";
import type { ForwardAction, Rules } from "./rules";
import type { TargetGroup } from "./targetGroup";
import { pickByWeight } from "./weights";

export interface ListenerContext {
  clock: Clock;
  meter: Meter;
  cookies: StickyCookies;
  certificate: { key: string; cert: string };
  random: () => number;
  firewalls: Firewalls;
  /** As they are now: they can be modified. */
  loadBalancer: () => LoadBalancerSettings;
}

const NOTHING = Buffer.alloc(0);

type Entrance = Pick<ListenerSettings, "port" | "protocol" | "loadBalancerArn" | "headers">;

/** Accepts connections on a port of its own and does with each request what the rules in effect say. */
export class Listener {
  readonly settings: Entrance;
  /** In effect now. */
  rules: Rules;
  readonly #context: ListenerContext;
  readonly #added: AddedHeaders;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(settings: Entrance, rules: Rules, context: ListenerContext) {
    this.settings = settings;
    this.#added = addedHeaders(settings.headers);
    this.rules = rules;
    this.#context = context;
    this.#server = this.#makeServer();
    this.#server.on("connection", (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  async listen(): Promise<Address> {
    return { host: "127.0.0.1", port: await listenOnLoopback(this.#server) };
  }

  /** Cuts what is open. */
  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #makeServer(): Server {
    const options = {
      // "The total size of the headers is at most 64 K" [ELB user guide, quotas].
      maxHeaderSize: 65_536,
      // An upload may take as long as it takes; only silence ends it.
      requestTimeout: 0,
      // Not scaled: a client lives in real time, and rests between two requests as long as people do.
      keepAliveTimeout: this.#context.loadBalancer().idleTimeoutSeconds * 1000,
    };
    const onRequest = (request: IncomingMessage, response: ServerResponse) => {
      this.#handle(request, response);
    };
    return this.settings.protocol === "HTTP"
      ? createServer(options, onRequest)
      : createTlsServer({ ...options, ...this.#context.certificate }, onRequest);
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    // A real ALB passes WebSockets through; the app has none, so an attempt is better heard of than half served.
    if (request.headers.upgrade?.toLowerCase() === "websocket") {
      this.#countOwn(400);
      answer(this.#own(response), 400);
      return;
    }
    if (this.#context.firewalls.guards(this.settings.loadBalancerArn))
      void this.#guard(request, response);
    else this.#act(request, response, NOTHING);
  }

  /** What the firewall lets pass goes on as if it was not there. */
  async #guard(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const start = hasBody(request) ? await bodyStart(request) : NOTHING;
    if (start === undefined) return;
    const { firewalls } = this.#context;
    const refusal = firewalls.refusalOf(this.settings.loadBalancerArn, askedBy(request, start));
    if (refusal === undefined) {
      this.#act(request, response, start);
      return;
    }
    this.#countOwn(refusal.status);
    request.resume();
    refuse(this.#own(response), refusal);
  }

  #act(request: IncomingMessage, response: ServerResponse, start: Buffer): void {
    const action = this.rules.actionFor(request);
    switch (action.type) {
      case "forward":
        this.#forward(action, request, response, start);
        return;
      case "fixed-response":
        this.#countOwn(action.statusCode);
        fixedResponse(this.#own(response), action);
        return;
      case "redirect":
        this.#countOwn(action.statusCode);
        redirect(request, this.#own(response), action, this.settings);
        return;
    }
  }

  #forward(
    action: ForwardAction,
    request: IncomingMessage,
    response: ServerResponse,
    start: Buffer,
  ): void {
    const { cookies, clock, random, loadBalancer } = this.#context;
    const group = this.#stickyGroup(action, request) ?? pickByWeight(action.groups, random)?.group;
    const target = group?.next(this.#stickyTarget(group, request));
    if (group === undefined || target === undefined) {
      // Group stickiness does not fail over: 503 "will persist until the sticky session expires" [re:Post].
      this.#countOwn(503);
      answer(this.#own(response), 503);
      return;
    }
    const toSet: string[] = [];
    if (action.stickySeconds !== undefined) {
      toSet.push(...cookies.write("AWSALBTG", group.arn, clock.ms(action.stickySeconds)));
    }
    const stickyMs = group.stickyMs();
    if (stickyMs !== undefined) {
      toSet.push(...cookies.write("AWSALB", `${group.arn} ${target.key}`, stickyMs));
    }
    forward(request, response, {
      target,
      ...this.#counting(group),
      groupName: group.settings.name,
      cookies: toSet,
      entrance: this.settings,
      added: this.#added,
      bodyStart: start,
      idleMs: clock.ms(loadBalancer().idleTimeoutSeconds),
    });
  }

  /** An answer that no target gives has the listener's headers too. */
  #own(response: ServerResponse): ServerResponse {
    return withHeaders(response, this.#added);
  }

  /** An answer of the load balancer's own. That a fixed response counts among these is INFERRED. */
  #countOwn(status: number): void {
    const { loadBalancerArn } = this.settings;
    this.#context.meter(`HTTPCode_ELB_${classOf(status)}_Count`, 1, { loadBalancerArn });
  }

  /** A request counts once a target is chosen [ELB user guide, RequestCount]. */
  #counting({ arn: targetGroupArn }: TargetGroup): Pick<Route, "answered" | "failed"> {
    const { meter } = this.#context;
    const of = { loadBalancerArn: this.settings.loadBalancerArn, targetGroupArn };
    meter("RequestCount", 1, of);
    return {
      answered: (status, seconds) => {
        meter(`HTTPCode_Target_${classOf(status)}_Count`, 1, of);
        meter("TargetResponseTime", seconds, of);
      },
      failed: (status) => {
        this.#countOwn(status);
      },
    };
  }

  /**
   * "Stickiness takes precedence over adjusting weight" [re:Post], and no text exempts a weight of 0: the cookie
   * counts as long as the action names its group.
   */
  #stickyGroup(action: ForwardAction, request: IncomingMessage): TargetGroup | undefined {
    if (action.stickySeconds === undefined) return undefined;
    const arn = this.#context.cookies.read(request, "AWSALBTG");
    return action.groups.find(({ group }) => group.arn === arn)?.group;
  }

  /** The key of the target that the client sticks to, if its cookie is this group's. */
  #stickyTarget(group: TargetGroup, request: IncomingMessage): string | undefined {
    if (group.stickyMs() === undefined) return undefined;
    const [arn, key] = this.#context.cookies.read(request, "AWSALB")?.split(" ") ?? [];
    return arn === group.arn ? key : undefined;
  }
}
