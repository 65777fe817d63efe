import { resolve } from "node:path";
import { Clock } from "../clock";
import type { EngineKind, OpenEngine } from "../engine/open";
import { openEngine } from "../engine/openEngine";
import { foldersOf, pulumiEnvironment } from "../engine/pulumi";
import { RELEASES } from "../scenario/catalogue";
import type { CleanUp } from "../scenario/cleanUp";
import { engineOptionsOf, LONGEST_STREAM_SECONDS, openCloud, openWorkDir } from "../scenario/open";
import { siteOf } from "../scenario/siteOf";
import { baseConfig, wantedConfig, type Wanted } from "../scenario/stackConfig";
import { connectionTo, type Site } from "../traffic/site";
import { startTraffic } from "../traffic/traffic";
import { openFront } from "./front";
import { writePlace } from "./place";
import { writeShim } from "./shim";

const CHECKOUT = resolve(__dirname, "..", "..");
const STACK = "playground";

/** A flip is on trial for a minute: nobody plays for as long as one would watch in earnest. */
const BRIEF_TRIAL = { "lobechat:flipLimits": { value: JSON.stringify({ bakeMinutes: 1 }) } };

export interface PlaygroundOptions {
  engine: EngineKind;
  /** Of the page; 0 takes a free one. */
  port: number;
  users: number;
  /** AWS seconds per second. */
  scale: number;
}

/** What one has to know to play. */
export interface Playground {
  /** Of the app's page. */
  url: string;
  /** With `lobechat`, for PATH. */
  bin: string;
  /** Where `pulumi` is called; null with the embedded engine, which it knows nothing of. */
  folder: string | null;
  /** What a command in another terminal has to find in its environment. */
  env: Record<string, string>;
}

/**
 * A stack in the stand-in cloud that stays up: blue serves, green has the next release and is idle, and a few users
 * are about. Everything that has to go away again is in `cleanUp`.
 * @param tell is told what is under way
 */
export async function openPlayground(
  options: PlaygroundOptions,
  tell: (line: string) => void,
  cleanUp: CleanUp,
): Promise<Playground> {
  const workDir = openWorkDir(cleanUp);
  tell("starting a cloud on this machine");
  const cloud = await openCloud(workDir, options, cleanUp);
  const engineOptions = { ...engineOptionsOf(options.engine, workDir, cloud), stack: STACK };
  const engine = await openEngine(engineOptions);
  cleanUp.add(() => engine.close());
  await deploy(engine, tell);

  const site = await siteOf(cloud);
  const front = await openFront(connectionTo(site), options.port);
  cleanUp.add(() => front.close());
  tell(`letting ${options.users} users in`);
  await admit(site, options, cleanUp);
  const { awsEndpoint, caFile } = cloud;
  const place = writePlace(workDir, { engine: engineOptions, awsEndpoint, caFile });
  const isPulumi = options.engine === "pulumi";
  return {
    url: front.url,
    bin: writeShim(workDir, CHECKOUT, place),
    folder: isPulumi ? foldersOf(engineOptions).project : null,
    env: isPulumi ? await pulumiEnvironment(engineOptions) : {},
  };
}

/** As a team would have come here: a first deployment, and then a release to the idle colour. */
async function deploy({ deployment }: OpenEngine, tell: (line: string) => void): Promise<void> {
  const { first, next } = RELEASES;
  const begun: Wanted = { activeColor: "blue", blue: first, green: first, schema: first.version };
  tell(`deploying ${first.name} on both colors`);
  await deployment.setAllConfig({ ...baseConfig(), ...wantedConfig(begun), ...BRIEF_TRIAL });
  await deployment.up({ message: "the first deployment" });
  tell(`releasing ${next.name} to green, which is idle`);
  await deployment.setAllConfig(wantedConfig({ ...begun, green: next, schema: next.version }));
  await deployment.up({ message: `release ${next.name} to green` });
}

async function admit(
  site: Site,
  { users, scale }: PlaygroundOptions,
  cleanUp: CleanUp,
): Promise<void> {
  const streamMs = new Clock(scale).ms(LONGEST_STREAM_SECONDS);
  const traffic = await startTraffic({ ...site, users, streams: 1, streamMs, thinkMs: 2000 });
  cleanUp.add(() => {
    traffic.kill();
  });
  await traffic.ready;
}
