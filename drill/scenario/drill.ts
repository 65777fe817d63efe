import { perColor } from "../../config/color";
import type { CloudOptions } from "../cloud/cloud";
import type { EngineKind, OpenEngine } from "../engine/open";
import type { DrillReport, Platform } from "../report/report";
import { openLiveView } from "../report/terminal/liveView";
import type { Output } from "../report/terminal/paint";
import type { CleanUp } from "./cleanUp";
import { GUARD_STORIES } from "./guardStory";
import { showStep } from "./live";
import {
  admitUsers,
  openCloud,
  openPolicies,
  openStack,
  engineOptionsOf,
  openWorkDir,
  PROPAGATION_MS,
  type StackOptions,
} from "./open";
import { openPlatform } from "./platform";
import { FAULTS_STORY } from "./faults/faultsChapter";
import { playReleaseChapter, RELEASE_STEPS } from "./releaseChapter";
import { incidentPath } from "./measuredNight";
import type { Decided } from "./night";
import { reportOf, type Played } from "./reportOf";
import { rehearseRestore } from "./restoreStep";
import type { Sampler } from "./sampler";
import { filesBelow, Overheard, reportLeavings } from "./secrets/leavings";
import { lookForSecrets } from "./secrets/lookForSecrets";
import { secretsOf } from "./secrets/secretsOf";
import type { Users } from "./scene";
import { Stage } from "./stage";

export interface DrillOptions {
  /** The command that starts this very drill again. */
  command: string;
  platform: Platform;
  engine: EngineKind;
  users: number;
  streams: number;
  /** The drill takes at least so long. */
  seconds: number;
  /** Seconds of the platform per second. */
  scale: number;
  /** Whether things break, one after the other, in the place of the guard's chapter. */
  faults?: boolean;
  /** A real app in the place of the small one. */
  app?: NonNullable<CloudOptions["app"]>;
}

/** What a drill leaves to whoever started it. */
export interface DrillOutcome {
  report: DrillReport;
  /** Texts beside the report, by their paths relative to it. */
  files: Record<string, string>;
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
): Promise<DrillOutcome> {
  const startedAt = Date.now();
  const workDir = openWorkDir(cleanUp);
  const { scale, app } = options;
  const versionsDiffer = app === undefined;
  const second = options.faults === true ? FAULTS_STORY : GUARD_STORIES[options.platform];
  const policyPacks = openPolicies(options.engine, cleanUp);
  const cloud = await openCloud(workDir, { scale, ...(app && { app }) }, cleanUp);
  const platform = await openPlatform(options.platform, cloud, { guard: versionsDiffer });
  const own: StackOptions = { surroundings: platform.env };
  const open = (more: StackOptions) =>
    openStack(options.engine, workDir, cloud, cleanUp, { policyPacks, ...own, ...more });
  const engine = await open({});
  const head = headOf(options, engine);

  let admitted: (Users & { sampler: Sampler }) | undefined;
  const usersByColor = () => {
    const seen = admitted?.traffic.userColors() ?? [];
    return perColor((color) => seen.filter((on) => on === color).length);
  };
  const overheard = new Overheard(out);
  const { users, streams } = options;
  const view = openLiveView(overheard, { ...head, users, streams }, usersByColor);
  cleanUp.add(() => {
    view.close();
  });
  const stage = new Stage({
    ...{ engine, cloud, config: platform.config, startedAt, versionsDiffer },
    stepMs: (options.seconds * 1000) / (RELEASE_STEPS + second.steps),
    onBegin: (title) => {
      view.stepStarted(title);
    },
    onEnd: (step, flip) => {
      showStep(view, step, flip, admitted, { users, startedAt, outages: stage.outages });
    },
  });
  const admit = async () => {
    admitted = await admitUsers({ ...options, port: platform.port }, cloud, startedAt, cleanUp);
    return admitted;
  };

  const { sampler, ...watched } = await playReleaseChapter({
    ...{ stage, engine, cloud, versionsDiffer, admit },
    hasCluster: platform.name === "aws",
  });
  const leftOut = !versionsDiffer || options.faults === true;
  const restored = await rehearseRestore({ stage, cloud, scale, leftOut }, platform.name);
  const engineOptions = engineOptionsOf(options.engine, workDir, cloud, own);
  const place = { stage, cloud, engine, engineOptions, users: watched, scale, open };
  const decided = versionsDiffer ? await second.play(place) : [];
  const endedAt = Date.now();
  view.stepStarted("the end");
  view.happening("open chats come to theirs");
  await sampler.stop();
  await watched.traffic.stop();
  view.close();
  const played: Omit<Played, "secrets"> = {
    ...{ head, stage, engine, startedAt, endedAt, users },
    cloud: await cloud.observe(),
    observed: sampler.observed,
    records: watched.traffic.records,
    ...{ decided, restores: restored.restores },
    skipped: [...restored.skipped, ...(versionsDiffer ? second.skipped : ONE_BUILD)],
  };
  const unsearched = await reportOf({ ...played, secrets: null });
  const files = incidentsOf(decided);
  const leavings = [
    ...[...filesBelow(workDir), ...stage.told],
    ...reportLeavings(unsearched, [overheard.text, ...Object.values(files)].join("\n")),
  ];
  const secrets = lookForSecrets(await secretsOf(engine, cloud), leavings, unsearched.steps);
  return { report: await reportOf({ ...played, secrets }), files };
}

function headOf(
  { command, platform, app, scale }: DrillOptions,
  engine: OpenEngine,
): Played["head"] {
  return {
    ...{ command, platform },
    target: { kind: "standIns", app: app === undefined ? "small" : "external" },
    engine: { kind: engine.kind, version: engine.version },
    // Traefik goes by its file as soon as it has read it: nothing of that is the stand-in's own.
    clock: { scale, propagationMs: platform === "aws" ? PROPAGATION_MS : 0 },
  };
}

/** What the morning after is told of each rollback. */
function incidentsOf(decided: readonly Decided[]): Record<string, string> {
  return Object.fromEntries(
    decided.flatMap(({ step, incident }) =>
      incident === null ? [] : [[incidentPath(step), incident]],
    ),
  );
}

/** What a drill with a real app cannot see: it runs one build for all releases, and cannot be told to fail. */
const ONE_BUILD = [
  {
    what: "the version that each release answers",
    why: "--app runs one build for all of them, so the guard is off",
  },
  { what: "the chapter of the guard", why: "the app of --app cannot be told to fail" },
];
