import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:https";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Cloud, CloudOptions } from "../../../drill/cloud/cloud";
import { startCloud } from "../../../drill/cloud/startCloud";
import type { Json, Properties } from "../../../drill/engine/envelope";
import { answerTo, type Answer } from "./answer";
import { OneByOne } from "./engine";

export const DOMAIN = "chat.example.com";

export const GROUP = "aws:lb/targetGroup:TargetGroup";
export const RULE = "aws:lb/listenerRule:ListenerRule";
export const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
export const SECRET = "kubernetes:core/v1:Secret";
export const JOB = "kubernetes:batch/v1:Job";

/** Waits for an event that can only be seen by looking. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 8000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await pause(20);
  }
}

/** A cloud in a folder of its own, and an engine at it. */
export class World {
  readonly cloud: Cloud;
  readonly engine: OneByOne;
  readonly workDir: string;

  private constructor(cloud: Cloud, workDir: string) {
    this.cloud = cloud;
    this.workDir = workDir;
    this.engine = new OneByOne(cloud.providersPort);
  }

  static async start(options: Partial<CloudOptions> = {}): Promise<World> {
    const workDir = mkdtempSync(join(tmpdir(), "cloud-"));
    const settings = { scale: 300, propagationMs: 20, domain: DOMAIN, workDir, ...options };
    return new World(await startCloud(settings), workDir);
  }

  async close(): Promise<void> {
    this.engine.provider.close();
    await this.cloud.close();
    rmSync(this.workDir, { recursive: true, force: true });
  }

  /** Asks the HTTPS listener, as a user does. */
  async ask(path: string, options: AskOptions = {}): Promise<Answer> {
    const { listeners } = await this.cloud.observe();
    const address = listeners[443];
    if (address === undefined) throw new Error("there is no HTTPS listener");
    const { method = "GET", headers = {}, body = "" } = options;
    const outgoing = request({
      ...address,
      path,
      method,
      agent: false,
      servername: DOMAIN,
      ca: readFileSync(this.cloud.caFile),
      headers: { host: DOMAIN, ...headers },
    });
    return answerTo(outgoing, body);
  }

  /** How many targets of a group are in a state. */
  async count(group: string, state: string): Promise<number> {
    const { targetGroups } = await this.cloud.observe();
    return targetGroups[group]?.targets.filter((target) => target.state === state).length ?? 0;
  }
}

interface AskOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** The value of an output that is text. */
export function textAt(properties: Properties, ...path: string[]): string {
  const value = path.reduce<Json | undefined>(
    (part, key) =>
      typeof part === "object" && part !== null && !Array.isArray(part) ? part[key] : undefined,
    properties,
  );
  if (typeof value !== "string") throw new Error(`${path.join(".")} is no text`);
  return value;
}
