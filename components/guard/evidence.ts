import { otherColor, type Color } from "../../config/color";
import type { AlarmState } from "./alarmStates";
import type { Site } from "./askColor";
import { lookAtColor, lookBehind, type Look } from "./lookAtColor";
import type { TargetHealth } from "./targetHealth";
import type { GuardWords } from "./words";

/** How much of a colour there has to be before it gets traffic, in percent of what the colour that serves has. */
export interface FlipLimits {
  /** Less than that is worth a warning. */
  warnBelowPercent: number;
  /** Less than that is refused. */
  refuseBelowPercent: number;
  /** Right answers in a row that are enough. */
  answers: number;
}

/** Where the evidence is, whichever platform gives it. */
export interface GuardPlace {
  /** The load balancer's own count. It rejects where that cannot be asked for. */
  healthOf: (color: Color) => Promise<TargetHealth>;
  /** undefined: there is no alarm. It rejects where that cannot be asked for. */
  alarmOf: (color: Color) => Promise<AlarmState | undefined>;
  words: GuardWords;
  site: Site;
  previewHeader: string;
  previewTokens: Record<Color, string>;
  /** What runs there: of the colour that is looked at. */
  releases: Partial<Record<Color, { name: string; version: string }>>;
  limits: FlipLimits;
}

/** A question that got an answer, or why it got none. */
export type Asked<T> = { answer: T } | { why: string };

/** Everything that was seen of a colour, and what of the other one it is measured by. */
export interface Evidence {
  incoming: Asked<TargetHealth>;
  leaving: Asked<TargetHealth>;
  /** undefined: there is no such alarm. */
  alarm: Asked<AlarmState | undefined>;
  /** null: not asked for, as on the first day, before a load balancer's name is known everywhere. */
  look: Look | null;
  /** Whether Redis and the database answer behind the serving colour: asked when the incoming one is wrong. */
  behindServing: Look | null;
}

/** @param overHttps whether the colour is asked itself, and not about it alone */
export async function gatherEvidence(
  place: GuardPlace,
  color: Color,
  overHttps: boolean,
): Promise<Evidence> {
  const other = otherColor(color);
  const [incoming, leaving, alarm, look] = await Promise.all([
    asked(place.healthOf(color)),
    asked(place.healthOf(other)),
    asked(place.alarmOf(color)),
    overHttps ? lookAt(place, color) : null,
  ]);
  const { site, previewHeader: header, previewTokens } = place;
  const behindServing =
    look?.kind === "wrong" ? await lookBehind(site, { header, token: previewTokens[other] }) : null;
  return { incoming, leaving, alarm, look, behindServing };
}

async function asked<T>(answer: Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await answer };
  } catch (error) {
    const [name, said] = error instanceof Error ? [error.name, error.message] : ["", String(error)];
    return { why: said === "" ? name : `${name}: ${said}` };
  }
}

function lookAt(
  { site, previewHeader, previewTokens, releases, limits }: GuardPlace,
  color: Color,
): Promise<Look> | null {
  const release = releases[color];
  if (release === undefined) return null;
  return lookAtColor(site, {
    header: previewHeader,
    token: previewTokens[color],
    version: release.version,
    answers: limits.answers,
  });
}
