import type { Cloud } from "../cloud/cloud";
import type { OpenEngine } from "../engine/open";
import type { Site } from "../traffic/site";
import { RELEASES } from "./catalogue";
import { versionIn } from "../traffic/marks";
import { askPreview, askPublic } from "./preview";
import type { Users } from "./scene";
import type { Stage } from "./stage";

const { first, next, later } = RELEASES;

/** How many steps the chapter has. */
export const RELEASE_STEPS = 8;

export interface ReleaseChapter<Admitted extends Users> {
  stage: Stage;
  engine: OpenEngine;
  cloud: Cloud;
  /** Whether an image answers the version of its release. */
  versionsDiffer: boolean;
  /** Whether the platform has a cluster, whose API may be away. */
  hasCluster: boolean;
  /** Lets the users in, once there is something to reach. */
  admit: () => Promise<Admitted>;
}

/** A release day: what goes right, and what goes wrong without anyone noticing. */
export async function playReleaseChapter<Admitted extends Users>(
  chapter: ReleaseChapter<Admitted>,
): Promise<Admitted> {
  const { stage, cloud, hasCluster } = chapter;
  await stage.play({
    id: "deploy",
    title: "first deploy",
    kind: "deploy",
    wanted: { activeColor: "blue", blue: first, green: first, schema: first.version },
  });
  const users = await chapter.admit();
  stage.admit(users);

  await stage.play({
    id: "release-to-green",
    title: `release ${next.version} to green`,
    kind: "release",
    color: "green",
    wanted: { green: next, schema: next.version },
  });
  await stage.observe({ id: "preview-green", title: "green through its preview header" }, () =>
    previewShows(chapter, users.site),
  );
  await stage.play({
    id: "flip-to-green",
    title: "flip to green",
    kind: "flip",
    wanted: { activeColor: "green" },
  });
  await stage.play({
    id: "rollback-to-blue",
    title: hasCluster ? "roll back to blue, the cluster's API away" : "roll back to blue",
    kind: "rollback",
    wanted: { activeColor: "blue" },
    withoutCluster: hasCluster,
  });
  await stage.play({
    id: "refuse-newer-than-schema",
    title: "a version newer than the schema's mark",
    kind: "config",
    wanted: { green: later },
    expected: "refused",
  });
  await cloud.failJobs("snapshot-");
  await stage.play({
    id: "snapshot-fails",
    title: `${later.version} to green, its snapshot fails`,
    kind: "release",
    color: "green",
    wanted: { green: later, schema: later.version },
    expected: "failed",
  });
  await cloud.healJobs();
  await stage.play({
    id: "release-again",
    title: `release ${later.version} to green, once more`,
    kind: "release",
    color: "green",
    wanted: { green: later },
  });
  return users;
}

/** Whether the preview header of green shows green, and its release, while everyone else is shown blue. */
async function previewShows(
  { engine, versionsDiffer }: Pick<ReleaseChapter<Users>, "engine" | "versionsDiffer">,
  site: Site,
): Promise<boolean> {
  const preview = await askPreview(engine, site, "green");
  const everyone = await askPublic(site);
  const colors = preview.color === "green" && everyone.color === "blue";
  if (!versionsDiffer) return colors;
  return colors && versionIn(preview) === next.version && versionIn(everyone) === first.version;
}
