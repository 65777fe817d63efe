import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { Clock } from "../../../drill/clock";
import {
  type Action,
  type Address,
  type Condition,
  type Target,
  type TargetGroupSettings,
} from "../../../drill/cloud/loadBalancer/api";
import {
  LoadBalancerService,
  type LoadBalancerServiceOptions,
} from "../../../drill/cloud/loadBalancer/service";
import { closeNow, listenOnLoopback } from "../../../drill/cloud/loopback";

export const EVERY_PATH: Condition[] = [{ field: "path-pattern", values: ["/*"] }];
const HEALTH = "/healthy";

/** Waits for an event that can only be seen by looking. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const deadline = performance.now() + 4000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await pause(4);
  }
}

/** An app with a health check path; every test says what else it does. */
export class App {
  readonly target: Target;
  healthStatus = 200;
  healthChecks = 0;
  readonly #server: Server;

  private constructor(server: Server, target: Target) {
    this.#server = server;
    this.target = target;
  }

  static async start(listener: RequestListener): Promise<App> {
    const server = createServer();
    const app = new App(server, { id: "127.0.0.1", port: await listenOnLoopback(server) });
    server.on("request", (incoming, response) => {
      if (incoming.url !== HEALTH) {
        listener(incoming, response);
        return;
      }
      app.healthChecks += 1;
      response.writeHead(app.healthStatus).end();
    });
    return app;
  }

  close(): Promise<void> {
    return closeNow(this.#server);
  }
}

export function groupSettings(
  name: string,
  changes: Partial<TargetGroupSettings> = {},
): TargetGroupSettings {
  return {
    name,
    healthCheck: {
      path: HEALTH,
      intervalSeconds: 5,
      timeoutSeconds: 2,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    deregistrationDelaySeconds: 300,
    stickiness: { enabled: false, type: "lb_cookie", durationSeconds: 86_400 },
    ...changes,
  };
}

export const TARGET_STICKINESS: TargetGroupSettings["stickiness"] = {
  enabled: true,
  type: "lb_cookie",
  durationSeconds: 86_400,
};

export const PLAIN_503: Action = {
  type: "fixed-response",
  statusCode: 503,
  contentType: "text/plain",
  messageBody: "nothing here",
};

/** One load balancer with an HTTP listener, 100 AWS seconds a second, and a rule change that takes 20 ms. */
export class World {
  readonly service: LoadBalancerService;
  listenerArn = "";
  address: Address = { host: "127.0.0.1", port: 0 };
  loadBalancerArn = "";
  readonly #apps: App[] = [];

  private constructor(service: LoadBalancerService) {
    this.service = service;
  }

  static async start(
    options: Partial<LoadBalancerServiceOptions> = {},
    idleTimeoutSeconds = 300,
  ): Promise<World> {
    const world = new World(
      new LoadBalancerService({
        clock: new Clock(100),
        propagationMs: 20,
        certificate: { key: "", cert: "" },
        ...options,
      }),
    );
    world.loadBalancerArn = world.service.createLoadBalancer({
      name: "chat",
      idleTimeoutSeconds,
    }).arn;
    const listener = await world.service.createListener({
      loadBalancerArn: world.loadBalancerArn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [PLAIN_503],
    });
    world.listenerArn = listener.arn;
    world.address = listener.address;
    return world;
  }

  group(name: string, changes: Partial<TargetGroupSettings> = {}): string {
    return this.service.createTargetGroup(groupSettings(name, changes)).arn;
  }

  /** Starts an app and registers it. It says its group's name unless told otherwise. */
  async app(
    groupArn: string,
    listener: RequestListener = (_incoming, response) => response.end("hello"),
  ): Promise<App> {
    const app = await App.start(listener);
    this.#apps.push(app);
    this.service.registerTargets(groupArn, [app.target]);
    return app;
  }

  /** A group with one app. */
  async groupWithApp(name: string, changes: Partial<TargetGroupSettings> = {}): Promise<string> {
    const arn = this.group(name, changes);
    await this.app(arn);
    return arn;
  }

  rule(actions: Action[], priority = 100, conditions = EVERY_PATH): string {
    const settings = { listenerArn: this.listenerArn, priority, conditions, actions };
    return this.service.createRule(settings).arn;
  }

  modifyRule(arn: string, actions: Action[], priority = 100, conditions = EVERY_PATH): void {
    const settings = { listenerArn: this.listenerArn, priority, conditions, actions };
    this.service.modifyRule(arn, settings);
  }

  async inEffect(ruleArn: string, weights: Record<string, number>): Promise<void> {
    const wanted = JSON.stringify(weights);
    await until(
      `the rule has the weights ${wanted}`,
      () => JSON.stringify(this.service.weightsInEffect(ruleArn)) === wanted,
    );
  }

  states(groupArn: string): string[] {
    return this.service.describeTargetHealth(groupArn).map(({ state }) => state);
  }

  async allHealthy(...groupArns: string[]): Promise<void> {
    await until("all targets are healthy", () =>
      groupArns.every((arn) => this.states(arn).every((state) => state === "healthy")),
    );
  }

  async close(): Promise<void> {
    await this.service.close();
    await Promise.all(this.#apps.map((app) => app.close()));
  }
}

export function forward(
  weights: Record<string, number>,
  stickiness?: { enabled: boolean; durationSeconds: number },
): Action {
  const targetGroups = Object.entries(weights).map(([arn, weight]) => ({ arn, weight }));
  return { type: "forward", targetGroups, ...(stickiness && { stickiness }) };
}
