import { perColor } from "../../config/color";
import type { CloudOptions } from "../cloud/cloud";
import type { EngineKind } from "../engine/open";
import type { DrillReport } from "../report/report";
import { openLiveView } from "../report/terminal/liveView";
import type { Output } from "../report/terminal/paint";
import type { CleanUp } from "./cleanUp";
import { showStep } from "./live";
import { admitUsers, openCloud, openStack, openWorkDir, PROPAGATION_MS } from "./open";
import { playReleaseChapter, STEPS } from "./releaseChapter";
import { reportOf, type Played } from "./reportOf";
import type { Sampler } from "./sampler";
import { filesBelow, Overheard, reportLeavings } from "./secrets/leavings";
import { lookForSecrets } from "./secrets/lookForSecrets";
import { secretsOf } from "./secrets/secretsOf";
import { Stage, type Users } from "./stage";

export interface DrillOptions {
  /** The command that starts this very drill again. */
  command: string;
  engine: EngineKind;
  users: number;
  streams: number;
  /** The drill takes at least so long. */
  seconds: number;
  /** AWS seconds per second. */
  scale: number;
  /** A real app in the place of the small one. */
  app?: NonNullable<CloudOptions["app"]>;
}

/**
 * Plays the drill and reports on it. Everything that has to go away afterwards, or when somebody interrupts, is in
 * `cleanUp`, which the caller runs.
 * @throws Error when the stand-ins or the users cannot start; a broken promise is no exception
 */
export async function runDrill(
  options: DrillOptions,
  out: Output,
  cleanUp: CleanUp,
): Promise<DrillReport> {
  const startedAt = Date.now();
  const workDir = openWorkDir(cleanUp);
  const { scale, app } = options;
  const versionsDiffer = app === undefined;
  const cloud = await openCloud(workDir, { scale, ...(app && { app }) }, cleanUp);
  const engine = await openStack(options.engine, workDir, cloud, cleanUp);
  const head: Played["head"] = {
    command: options.command,
    platform: "aws",
    target: { kind: "standIns", app: app === undefined ? "small" : "external" },
    engine: { kind: engine.kind, version: engine.version },
    clock: { scale, propagationMs: PROPAGATION_MS },
  };

  let admitted: (Users & { sampler: Sampler }) | undefined;
  const usersByColor = () => {
    const seen = admitted?.traffic.userColors() ?? [];
    return perColor((color) => seen.filter((on) => on === color).length);
  };
  const overheard = new Overheard(out);
  const view = openLiveView(
    overheard,
    { ...head, users: options.users, streams: options.streams },
    usersByColor,
  );
  cleanUp.add(() => {
    view.close();
  });
  const stage = new Stage({
    ...{ engine, cloud, startedAt, versionsDiffer },
    stepMs: (options.seconds * 1000) / STEPS,
    onBegin: (title) => {
      view.stepStarted(title);
    },
    onEnd: (step, flip) => {
      showStep(view, step, flip, admitted, { users: options.users, startedAt });
    },
  });
  const admit = async () => {
    admitted = await admitUsers(options, cloud, startedAt, cleanUp);
    return admitted;
  };

  const { sampler, traffic } = await playReleaseChapter({
    stage,
    engine,
    cloud,
    versionsDiffer,
    admit,
  });
  const endedAt = Date.now();
  view.stepStarted("the end");
  view.happening("open chats come to theirs");
  await sampler.stop();
  await traffic.stop();
  view.close();
  const played: Omit<Played, "secrets"> = {
    ...{ head, stage, engine, startedAt, endedAt },
    cloud: await cloud.observe(),
    observed: sampler.observed,
    records: traffic.records,
    users: options.users,
    skipped: versionsDiffer ? [] : [ONE_BUILD],
  };
  const unsearched = await reportOf({ ...played, secrets: null });
  const leavings = [
    ...filesBelow(workDir),
    ...stage.told,
    ...reportLeavings(unsearched, overheard.text),
  ];
  const secrets = lookForSecrets(await secretsOf(engine, cloud), leavings, unsearched.steps);
  return reportOf({ ...played, secrets });
}

/** What a drill with a real app cannot see. */
const ONE_BUILD = {
  what: "the version that each release answers",
  why: "--app runs one build for all of them",
};
