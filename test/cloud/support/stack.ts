import type { Properties } from "../../../drill/engine/envelope";
import { DEPLOYMENT, GROUP, RULE, SECRET, textAt, type World } from "./world";

export const NAMESPACE = "lobechat";
const REPOSITORY = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/lobechat";

export function digestOf(letter: string): string {
  return `sha256:${letter.repeat(64)}`;
}

interface GroupSettings {
  /** Of the health check. */
  path?: string;
  rule?: Properties;
  drainSeconds?: number;
}

/** What every color shares: the load balancer, the session store, and the Secret that tells of it. */
export class Stack {
  readonly world: World;
  readonly listenerArn: string;
  readonly storePort: number;
  readonly groupArns: Record<string, string> = {};

  private constructor(world: World, listenerArn: string, storePort: number) {
    this.world = world;
    this.listenerArn = listenerArn;
    this.storePort = storePort;
  }

  static async create(world: World, app: Properties = {}): Promise<Stack> {
    const { engine } = world;
    const balancer = await engine.put("aws:lb/loadBalancer:LoadBalancer", "edge", {
      idleTimeout: 300,
    });
    const listener = await engine.put("aws:lb/listener:Listener", "edge-https", {
      loadBalancerArn: textAt(balancer, "arn"),
      port: 443,
      protocol: "HTTPS",
      defaultActions: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", statusCode: "503", messageBody: "nobody" },
        },
      ],
    });
    const store = await engine.put(
      "aws:elasticache/replicationGroup:ReplicationGroup",
      "sessions",
      {
        authToken: "letters4nd",
        transitEncryptionEnabled: true,
        port: 6379,
      },
    );
    const storePort = Number(store["port"]);
    await engine.put(SECRET, "lobechat", {
      metadata: { name: "lobechat", namespace: NAMESPACE },
      stringData: {
        DATABASE_URL: "postgres://somewhere",
        REDIS_URL: `rediss://:letters4nd@127.0.0.1:${storePort}/0`,
        AUTH_SECRET: "a secret",
        KEY_VAULTS_SECRET: "another",
        ...app,
      },
    });
    return new Stack(world, textAt(listener, "arn"), storePort);
  }

  /** A target group with its Service and binding, in a rule of its own. */
  async group(name: string, settings: GroupSettings = {}): Promise<string> {
    const { engine } = this.world;
    const group = await engine.put(GROUP, name, {
      port: 3210,
      protocol: "HTTP",
      targetType: "ip",
      vpcId: "vpc-1",
      healthCheck: {
        path: settings.path ?? "/api/version",
        interval: 5,
        timeout: 4,
        healthyThreshold: 2,
      },
      deregistrationDelay: settings.drainSeconds ?? 30,
      stickiness: { type: "lb_cookie", enabled: false },
    });
    const targetGroupARN = textAt(group, "arn");
    this.groupArns[name] = targetGroupARN;
    if (settings.rule !== undefined) await this.rule(name, targetGroupARN, settings.rule);
    const metadata = { name, namespace: NAMESPACE };
    await engine.put("kubernetes:core/v1:Service", name, {
      metadata,
      spec: { selector: { app: name }, ports: [{ port: 3210 }] },
    });
    await engine.put("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding", name, {
      metadata,
      spec: { serviceRef: { name, port: 3210 }, targetGroupARN, targetType: "ip" },
    });
    return targetGroupARN;
  }

  /** Sends what the condition takes to one group. */
  rule(name: string, targetGroupArn: string, condition: Properties): Promise<Properties> {
    return this.world.engine.put(RULE, name, {
      listenerArn: this.listenerArn,
      priority: 100 + Object.keys(this.groupArns).indexOf(name),
      conditions: [condition],
      actions: [{ type: "forward", targetGroupArn }],
    });
  }

  deploy(name: string, release: string, spec: Properties = {}): Promise<Properties> {
    return this.world.engine.put(DEPLOYMENT, name, deploymentOf(name, release, spec));
  }
}

export const EVERY_PATH = { pathPattern: { values: ["/*"] } };

/** A Deployment as the program's, quicker. `release` is the letter of its image's digest. */
export function deploymentOf(name: string, release: string, spec: Properties = {}): Properties {
  const httpGet = { path: "/api/version", port: 3210 };
  return {
    metadata: {
      name,
      namespace: NAMESPACE,
      annotations: { "pulumi.com/timeoutSeconds": "400" },
    },
    spec: {
      selector: { matchLabels: { app: name } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 30,
      progressDeadlineSeconds: 300,
      template: {
        metadata: { labels: { app: name } },
        spec: {
          terminationGracePeriodSeconds: 900,
          containers: [
            {
              name: "lobechat",
              image: `${REPOSITORY}@${digestOf(release)}`,
              ports: [{ containerPort: 3210 }],
              env: [
                { name: "APP_URL", value: "https://chat.example.com" },
                { name: "DATABASE_DRIVER", value: "node" },
                { name: "INTERNAL_APP_URL", value: "http://localhost:3210" },
              ],
              envFrom: [{ secretRef: { name: "lobechat" } }],
              startupProbe: { httpGet, periodSeconds: 2 },
              readinessProbe: { httpGet, periodSeconds: 5, failureThreshold: 3 },
              lifecycle: { preStop: { sleep: { seconds: 40 } } },
            },
          ],
        },
      },
      ...spec,
    },
  };
}
