import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsEndpoint } from "../../../drill/cloud/awsApi/endpoint";
import { makeCertificate } from "../../../drill/cloud/certificate";
import { DOMAIN } from "../../../drill/scenario/stackConfig";
import { awsEnvironment, ISSUED } from "../../components/aws/acm";

type Color = "blue" | "green";

/** What a provider's call says of who serves and what runs. */
export interface Told {
  call?: string;
  kind?: string;
  name?: string;
  inputs?: unknown;
}

/**
 * What the program finds when it looks: AWS's API, and a load balancer that answers for both colours. Everything is
 * well, unless the test says otherwise.
 */
export class Balancer {
  healthy: Record<Color, number> = { blue: 2, green: 2 };
  alarm: Record<Color, "OK" | "ALARM"> = { blue: "OK", green: "OK" };
  /** Colours whose deep check fails. */
  readonly sick = new Set<Color>();
  reachable = true;
  /** Names of what AWS was asked for, in order. */
  readonly asked: string[] = [];
  /** Flips that were counted, by the colour that traffic went to. */
  readonly flips: string[] = [];
  readonly #versions: Partial<Record<Color, string>> = {};
  #serves: Color = "blue";
  readonly #aws: AwsEndpoint;
  readonly #front: Server;
  readonly #folder = mkdtempSync(join(tmpdir(), "balancer-"));
  #endpoint = "";

  static async start(): Promise<Balancer> {
    const { caPem, key, cert } = await makeCertificate(DOMAIN);
    const balancer = new Balancer({ key, cert });
    writeFileSync(balancer.#caFile, caPem);
    balancer.#endpoint = await balancer.#aws.listen();
    balancer.#front.listen(0, "127.0.0.1");
    await once(balancer.#front, "listening");
    return balancer;
  }

  private constructor(tls: { key: string; cert: string }) {
    this.#aws = new AwsEndpoint({
      query: {
        "2015-12-01": { namespace: "test", actions: { DescribeTargetHealth: this.#targets } },
      },
      json: {
        GraniteServiceVersion20100801: {
          DescribeAlarms: this.#alarms,
          PutMetricData: this.#count,
        },
        CertificateManager: { DescribeCertificate: () => ISSUED.body },
      },
    });
    this.#front = createServer(tls, (request, response) => {
      const { status, body } = this.#answer(request);
      response.writeHead(status).end(body);
    });
    this.#front.on("connection", (socket) => {
      if (!this.reachable) socket.destroy();
    });
  }

  get port(): number {
    const address = this.#front.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** What the program finds in its environment. */
  get env(): Record<string, string> {
    return { ...awsEnvironment(this.#endpoint), NODE_EXTRA_CA_CERTS: this.#caFile };
  }

  /** Follows what the stack is made of. */
  learn({ kind, name, inputs }: Told): void {
    const said = JSON.stringify(inputs ?? {});
    if (kind === "ListenerRule" && name === "traffic")
      this.#serves = said.includes('TargetGroup/green","weight":100') ? "green" : "blue";
    const version = /"lobechat\/version":"([^"]+)"/.exec(said)?.[1];
    if (kind === "Deployment" && isColor(name) && version !== undefined)
      this.#versions[name] = version;
  }

  async close(): Promise<void> {
    this.#front.close();
    this.#front.closeAllConnections();
    await this.#aws.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #caFile(): string {
    return join(this.#folder, "ca.pem");
  }

  #answer({ headers, url = "" }: IncomingMessage): { status: number; body: string } {
    const token = String(headers["x-lobechat-preview"] ?? this.#serves);
    const color = token.startsWith("green") ? "green" : "blue";
    if (url.startsWith("/f/")) return { status: this.sick.has(color) ? 500 : 404, body: "" };
    return { status: 200, body: JSON.stringify({ version: this.#versions[color] }) };
  }

  readonly #targets = (request: unknown) => {
    this.asked.push("DescribeTargetHealth");
    const color = JSON.stringify(request).includes("TargetGroup/green") ? "green" : "blue";
    const target = (state: string) => ({ TargetHealth: { State: state } });
    return {
      TargetHealthDescriptions: Array.from({ length: 2 }, (_, at) =>
        target(at < this.healthy[color] ? "healthy" : "unhealthy"),
      ),
    };
  };

  readonly #alarms = (request: unknown) => {
    this.asked.push("DescribeAlarms");
    const { AlarmNames = [] } = request as { AlarmNames?: string[] };
    return {
      MetricAlarms: [],
      CompositeAlarms: AlarmNames.map((AlarmName) => ({
        AlarmName,
        StateValue: this.alarm[AlarmName.includes("green") ? "green" : "blue"],
        StateReason: "as the test has it",
        StateUpdatedTimestamp: new Date(0),
      })),
    };
  };

  readonly #count = (request: unknown) => {
    this.flips.push(/"Color","Value":"(\w+)"/.exec(JSON.stringify(request))?.[1] ?? "?");
    return {};
  };
}

function isColor(name: string | undefined): name is Color {
  return name === "blue" || name === "green";
}
