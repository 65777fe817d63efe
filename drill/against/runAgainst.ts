import type { Terminal } from "../../ops/tools";
import { perColor } from "../../config/color";
import type { Opening } from "../report/terminal/opening";
import { openLiveView } from "../report/terminal/liveView";
import type { Output } from "../report/terminal/paint";
import type { CleanUp } from "../scenario/cleanUp";
import type { DrillOutcome } from "../scenario/drill";
import { showStep } from "../scenario/live";
import { Recorder } from "../scenario/recorder";
import { reportOf, type Played } from "../scenario/reportOf";
import type { Site } from "../traffic/site";
import { startTraffic, type Traffic } from "../traffic/traffic";
import { consent, refuseNamedOnce } from "./consent";
import { Observer } from "./observer";
import { openRealStack, type RealStack } from "./realStack";
import { Rehearsal, STEPS } from "./rehearsal";
import { siteAt } from "./siteAt";
import { notPlayed } from "./notPlayed";
import { standingOf, type Standing } from "./standing";
import { TrafficMover } from "./trafficMover";
import { visitorsOf, type Visitors } from "./visitors";

export interface AgainstOptions {
  /** The command that starts this very drill again. */
  command: string;
  stack: string;
  /** The name once more. */
  again?: string | undefined;
  /** Whether its question was answered beforehand. */
  yes?: boolean | undefined;
  users: number;
  /** Chats that are open throughout, where users may sign in. */
  streams: number;
  /** The drill takes at least so long. */
  seconds: number;
}

/** What the drill needs of the world. */
export interface World {
  openStack: (name: string) => Promise<RealStack>;
  siteAt: (url: string) => Site;
  terminal: Terminal;
  caller: string;
  out: Output;
  /** The least time of a step, in milliseconds. */
  stepMs: number;
  /** How long a user thinks between two requests, on average, in milliseconds. */
  thinkMs: number;
  /** Between two tries to put the traffic back, in milliseconds. */
  waitMs: number;
}

const STREAM_MS = 15_000;

export const REAL = {
  ...{ openStack: openRealStack, siteAt },
  // A flip is measured over the 5 s before and after it.
  stepMs: 6000,
  // Less than the rate limits of a stack take from one address.
  thinkMs: 1500,
  waitMs: 10_000,
} as const;

/**
 * Plays a flip and a rollback on a deployed stack, and reports on them. Whoever ends it early ends it through
 * `cleanUp`, which puts the traffic back.
 *
 * @throws Refusal when the stack is not to be drilled: nothing was changed
 */
export async function runAgainst(
  options: AgainstOptions,
  world: World,
  cleanUp: CleanUp,
): Promise<DrillOutcome> {
  const stack = await world.openStack(options.stack);
  const standing = await standingOf(stack);
  refuseNamedOnce(standing, options.again);
  const site = world.siteAt(standing.deployed.url);
  const visitors = await visitorsOf(standing, site, options);
  await consent(world.terminal, standing, visitors, options.yes);

  const startedAt = Date.now();
  const head = headOf(options, standing);
  // The CLI does not tell how long the program ran, and its backend has policies of its own.
  const { deployment } = stack;
  const recorder = new Recorder({ deployment, programMs: () => null }, startedAt, {});
  const traffic = await admit(site, visitors, world.thinkMs, cleanUp);
  const mover = await moverOf({ standing, recorder, world, cleanUp });
  const observer = new Observer(standing, site, traffic, startedAt);
  const view = openView({ ...head, ...visitors }, world.out, traffic, cleanUp);
  const { users } = visitors;
  const rehearsal = new Rehearsal({
    ...{ standing, mover, recorder, traffic, site, startedAt },
    stepMs: Math.max(world.stepMs, (options.seconds * 1000) / STEPS),
    onBegin: (title) => {
      view.stepStarted(title);
    },
    onEnd: (step, flip) => {
      showStep(view, step, flip, { traffic, site }, { users, startedAt });
    },
  });
  await rehearsal.play();
  const endedAt = Date.now();
  view.happening("open chats come to their end");
  await observer.stop();
  await traffic.stop();
  view.close();

  const { steps, flips } = rehearsal;
  const accepted = flips.flatMap(({ acceptedAt }) => acceptedAt ?? []);
  const report = await reportOf({
    ...{ head, startedAt, endedAt, users, engine: stack },
    stage: { steps, flips, releases: [], canaries: [], withoutCluster: [], hangs: [] },
    cloud: { trafficRuleAcceptedMs: accepted, jobs: [], alarms: [] },
    observed: observer.observed(flips),
    ...{ records: traffic.records, decided: [], restores: [], secrets: null },
    skipped: notPlayed(visitors),
  });
  return { report, files: {} };
}

function headOf(
  { command, stack }: AgainstOptions,
  { platform, stack: { version } }: Standing,
): Played["head"] {
  return {
    ...{ command, platform },
    target: { kind: "stack", name: stack },
    engine: { kind: "pulumi", version },
    clock: { scale: 1, propagationMs: 0 },
  };
}

async function admit(
  site: Site,
  { users, streams, signIn, marks }: Visitors,
  thinkMs: number,
  cleanUp: CleanUp,
): Promise<Traffic> {
  const crowd = { ...site, users, streams, signIn, marks, streamMs: STREAM_MS, thinkMs };
  const traffic = await startTraffic(crowd);
  cleanUp.add(() => {
    traffic.kill();
  });
  await traffic.ready;
  return traffic;
}

/** Whatever is undone, the traffic is put back first: it is added last. */
async function moverOf({
  standing,
  recorder,
  world,
  cleanUp,
}: {
  standing: Standing;
  recorder: Recorder;
  world: World;
  cleanUp: CleanUp;
}): Promise<TrafficMover> {
  const { deployment } = recorder;
  const checkout = await deployment.getAllConfig();
  const mover = new TrafficMover({
    standing,
    deployment,
    checkout,
    caller: world.caller,
    waitMs: world.waitMs,
  });
  cleanUp.add(async () => {
    try {
      await mover.putBack();
    } catch (error) {
      world.terminal.tell(wayBack(standing));
      throw error;
    }
  });
  return mover;
}

/** What somebody types when the drill could not. */
function wayBack({ stack: { name }, from, deployed }: Standing): string {
  const { trafficRule } = deployed;
  return `Traffic is not on ${from} again: \`pulumi config set activeColor ${from} --stack ${name} && pulumi up --stack ${name} --target '${trafficRule}'\` puts it back.`;
}

function openView(opening: Opening, out: Output, traffic: Traffic, cleanUp: CleanUp) {
  const view = openLiveView(out, opening, () => {
    const seen = traffic.userColors();
    return perColor((color) => seen.filter((on) => on === color).length);
  });
  cleanUp.add(() => {
    view.close();
  });
  return view;
}
