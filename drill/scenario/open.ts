import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Cloud, CloudOptions } from "../cloud/cloud";
import { startCloud } from "../cloud/startCloud";
import { Clock } from "../clock";
import type { EngineKind, EngineOptions, OwnEngine } from "../engine/open";
import { openEngine } from "../engine/openEngine";
import { PolicyPacks } from "../engine/policyPacks";
import { startModel } from "../traffic/model";
import { startTraffic } from "../traffic/traffic";
import { awsEnvironment } from "./access";
import { RELEASES } from "./catalogue";
import type { CleanUp } from "./cleanUp";
import { POLICIES } from "./policies";
import { Sampler } from "./sampler";
import type { Users } from "./scene";
import { siteOf } from "./siteOf";
import { DOMAIN, STACK } from "./stackConfig";

/** The stand-in's own delay of a rule change. AWS gives no number for the real one. */
export const PROPAGATION_MS = 300;

/** The longest chat that LobeHub streams, in AWS seconds. */
export const LONGEST_STREAM_SECONDS = 300;

/** The checkout: the folder of Pulumi.yaml. */
const CHECKOUT = resolve(__dirname, "..", "..");

/** A folder of the drill's own, gone at its end. */
export function openWorkDir(cleanUp: CleanUp): string {
  const workDir = mkdtempSync(join(tmpdir(), "lobechat-drill-"));
  cleanUp.add(() => {
    rmSync(workDir, { recursive: true, force: true });
  });
  return workDir;
}

/** The stand-in cloud, with the image of every release of the catalogue. */
export async function openCloud(
  workDir: string,
  { scale, app }: Pick<CloudOptions, "scale" | "app">,
  cleanUp: CleanUp,
): Promise<Cloud> {
  const cloud = await startCloud({
    ...(app === undefined ? {} : { app: await withModel(app, cleanUp) }),
    scale,
    propagationMs: PROPAGATION_MS,
    domain: DOMAIN,
    workDir: join(workDir, "cloud"),
  });
  cleanUp.add(() => cloud.close());
  for (const { digest, version, behavior } of Object.values(RELEASES))
    await cloud.publish({ digest, version, behavior });
  return cloud;
}

/** A real app chats with a model of the drill's own, unless it was told of another one. */
async function withModel(app: NonNullable<CloudOptions["app"]>, cleanUp: CleanUp) {
  const model = await startModel();
  cleanUp.add(() => model.close());
  return { ...app, env: { OPENAI_PROXY_URL: model.url, ...app.env } };
}

/** The policies' process, which has started by the time that it is first asked. */
export function openPolicies(kind: EngineKind, cleanUp: CleanUp): PolicyPacks {
  const packs = new PolicyPacks();
  cleanUp.add(() => {
    packs.close();
  });
  // The update that needs them says what is wrong with them. The CLI starts its own.
  if (kind === "embedded") packs.load(POLICIES).catch(() => undefined);
  return packs;
}

/** What a stack in the stand-in cloud may have of its own. */
export interface StackOptions extends Partial<
  Pick<EngineOptions, "program" | "policyPacks" | "coldStart">
> {
  /** Where the program finds its platform. @default AWS's */
  surroundings?: Record<string, string>;
  /** What else the program is told. */
  env?: Record<string, string>;
  /** The folder below the drill's where its engine writes. */
  folder?: string;
}

/** What an engine needs to open a stack in the stand-in cloud. */
export function engineOptionsOf(
  kind: EngineKind,
  workDir: string,
  cloud: Cloud,
  { surroundings = awsEnvironment(cloud), env = {}, folder = "engine", ...more }: StackOptions = {},
): EngineOptions {
  const port = cloud.providersPort;
  return {
    ...{ kind, program: CHECKOUT, stack: STACK, workDir: join(workDir, folder) },
    providers: { aws: port, docker: port, kubernetes: port, random: port, tls: port },
    env: { ...surroundings, ...env },
    ...more,
  };
}

/** A stack in the stand-in cloud; of the unmodified program of this checkout, unless it says otherwise. */
export async function openStack(
  kind: EngineKind,
  workDir: string,
  cloud: Cloud,
  cleanUp: CleanUp,
  options: StackOptions = {},
): Promise<OwnEngine> {
  const engine = await openEngine(engineOptionsOf(kind, workDir, cloud, options));
  cleanUp.add(() => engine.close());
  return engine;
}

/** Lets the users in, and resolves when all of them are signed in and all streams are open. */
export async function admitUsers(
  options: { users: number; streams: number; scale: number; port: number },
  cloud: Cloud,
  startedAt: number,
  cleanUp: CleanUp,
): Promise<Users & { sampler: Sampler }> {
  const site = await siteOf(cloud, options.port);
  const streamMs = new Clock(options.scale).ms(LONGEST_STREAM_SECONDS);
  const traffic = await startTraffic({
    ...{ ...site, streamMs },
    users: options.users,
    streams: options.streams,
  });
  cleanUp.add(() => {
    traffic.kill();
  });
  await traffic.ready;
  const sampler = new Sampler(cloud, traffic, startedAt);
  cleanUp.add(() => sampler.stop());
  return { traffic, site, sampler };
}
