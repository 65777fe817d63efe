import type { EngineEvent } from "@pulumi/pulumi/automation";
import { otherColor } from "../../../config/color";
import { begins } from "../../engine/begins";
import { ask } from "../../traffic/ask";
import { RELEASES, type DrillRelease } from "../catalogue";
import type { UpdateRun } from "../recorder";
import type { Wanted } from "../stackConfig";
import { tryUp, type Fault, type FaultPlace, type Happened } from "./fault";

const { patched, fixed, improved } = RELEASES;

const isUpdateOfDeployment = begins("update", "kubernetes:apps/v1:Deployment");

/** A file that nobody has: that the app says so shows that it has asked the database. */
const DEEP_CHECK = "/f/drill";

export const DATABASE_REFUSES: Fault = {
  id: "database-refuses",
  title: `the database refuses, ${patched.version} waits`,
  name: "the database refuses connections",
  happen: async (place) => {
    const { cloud, users } = place;
    await cloud.setDatabase(false);
    const { status } = await ask(users.site, DEEP_CHECK);
    const failed = await tryRelease(place, patched);
    await cloud.setDatabase(true);
    const { asItShould, ...happened } = stopped(failed, "Job", place, patched);
    return {
      ...happened,
      asItShould: asItShould && status === 500,
      note: `the deep check said ${status}; ${happened.note}`,
    };
  },
};

export const SNAPSHOT_DISK_FULL: Fault = {
  id: "snapshot-disk-full",
  title: `no room for the snapshot before ${fixed.version}`,
  name: "a full disk for snapshots",
  happen: async (place) => {
    await place.cloud.failJobs("snapshot-");
    const failed = await tryRelease(place, fixed);
    await place.cloud.healJobs();
    return stopped(failed, "Job", place, fixed);
  },
};

export const CLUSTER_AWAY: Fault = {
  id: "cluster-away",
  title: `the cluster's API is away during ${improved.version}`,
  name: "the cluster's API away during a release",
  happen: async (place) => {
    const { cloud } = place;
    const failed = await tryRelease(place, improved, (event) => {
      if (isUpdateOfDeployment(event)) void cloud.setKubernetes(false);
    });
    await cloud.setKubernetes(true);
    return stopped(failed, "Deployment", place, improved);
  },
};

/** A release to the color that does not serve. */
export function releaseOf({ stage }: Pick<FaultPlace, "stage">, release: DrillRelease) {
  const idle = otherColor(stage.wantedWith({}).activeColor);
  const wanted: Partial<Wanted> = { [idle]: release, schema: release.version };
  return wanted;
}

function tryRelease(
  place: FaultPlace,
  release: DrillRelease,
  onEvent?: (event: EngineEvent) => void,
): Promise<UpdateRun> {
  return tryUp(place, `release ${release.version}`, releaseOf(place, release), onEvent);
}

/** It has to have failed, by what broke, before anything that serves was touched; the next update makes the release. */
function stopped(
  { outcome, update }: UpdateRun,
  by: string,
  place: FaultPlace,
  release: DrillRelease,
): Happened {
  const asItShould = outcome === "failed" && (update.error?.urn ?? "").includes(`:${by}::`);
  return {
    asItShould,
    note: asItShould
      ? `the release stopped there, users stayed where they were, and it is made now`
      : `the release ${outcome}: ${update.error?.message ?? "nothing stopped it"}`,
    wanted: releaseOf(place, release),
  };
}
