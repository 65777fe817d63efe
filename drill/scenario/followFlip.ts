import type { Observation } from "../cloud/cloud";
import { belongsTo } from "../report/promises/resources";
import type { Color, Flip, Update } from "../report/report";
import { untilMoved } from "./moved";
import type { PlayedFlip, Users } from "./scene";

export interface FollowedFlip extends Pick<Flip, "step" | "kind" | "from" | "to"> {
  /** Date.now() of the step's begin. */
  began: number;
  /** undefined: no update ran in the step. */
  update: Update | undefined;
  /** A colour whose release the same update tried again. */
  alsoReleases?: Color | undefined;
}

/** Whoever knows when the load balancer took its changes of the rule. */
export interface RuleChanges {
  observe: () => Promise<Pick<Observation, "trafficRuleAcceptedMs">>;
}

const TRAFFIC_RULE = "aws:lb/listenerRule:ListenerRule";

/**
 * What a flip did, and its users: each has to be on the other colour, and to find the files of its old page.
 * An update may fail and still have moved the traffic, and it may not: the load balancer knows.
 */
export async function followFlip(
  { began, update, alsoReleases, ...flip }: FollowedFlip,
  cloud: RuleChanges,
  users: Users | undefined,
): Promise<PlayedFlip> {
  const { trafficRuleAcceptedMs } = await cloud.observe();
  const accepted = trafficRuleAcceptedMs.find((at) => at >= began);
  if (users !== undefined && accepted !== undefined) {
    await untilMoved(users.traffic, flip.to);
    await users.traffic.loadOldAssets();
  }
  const refused = refusalIn(update);
  return {
    ...flip,
    ...changeOf(changedBy(update, alsoReleases), accepted !== undefined),
    ...(refused === undefined ? {} : { refused }),
    acceptedAt: accepted ?? null,
  };
}

/** A rule that moved without an update was changed at the load balancer itself, and nothing else was. */
function changeOf(
  changed: Update["changed"],
  moved: boolean,
): Pick<PlayedFlip, "resourcesChanged" | "changedType"> {
  const [only, ...others] = changed;
  if (only === undefined && moved) return { resourcesChanged: 1, changedType: TRAFFIC_RULE };
  return {
    resourcesChanged: changed.length,
    changedType: only !== undefined && others.length === 0 ? only.type : null,
  };
}

/** What a release that is tried again changes is its own. */
function changedBy(update: Update | undefined, released: Color | undefined): Update["changed"] {
  const changed = update?.changed ?? [];
  return changed.filter((each) => released === undefined || !belongsTo(released, each));
}

const FINDING = /check: +(.*)\n +expected: +(.*)\n +seen: +(.*)/;

function refusalIn(update: Update | undefined): PlayedFlip["refused"] {
  if (update?.error?.by !== "guard") return undefined;
  const { message } = update.error;
  const [, check = "", expected = "", seen = ""] = FINDING.exec(message) ?? [];
  return { ...{ check, expected, seen }, triedMs: update.durationMs, message };
}
