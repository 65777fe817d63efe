import type { ConfigMap } from "@pulumi/pulumi/automation";
import { compare } from "semver";
import { COLORS, otherColor, type Color } from "../../config/color";
import {
  combinationIn,
  trafficIn,
  type Capacity,
  type Combination,
  type TrafficConfig,
} from "../combination";
import type { ResourceChange } from "./resourceChange";
import { colorOf, touching } from "./touched";
import { canarySummary, flipSummary, releasePart, type Side } from "./words";

/** A configuration of this program, as far as it says who serves and what runs. */
type Configured = TrafficConfig & Combination;

interface Compared {
  before: Configured;
  after: Configured;
  changes: readonly ResourceChange[];
}

/** @returns undefined for one that the program refuses anyway */
export function configured(config: ConfigMap): Configured | undefined {
  const [traffic, combination] = [trafficIn(config), combinationIn(config)];
  return traffic && combination && { ...traffic, ...combination };
}

/** "deploys 2.1.25 on both colours, blue active" */
export function firstInWords(after: Configured): string {
  const { blue, green } = { blue: sideOf(after, "blue"), green: sideOf(after, "green") };
  const what =
    blue.version === green.version
      ? `${blue.version} on both colours`
      : `blue ${blue.version} and green ${green.version}`;
  return `deploys ${what}, ${after.activeColor} active`;
}

/**
 * What two configurations differ in, as one says it: traffic, releases, pods, schema, and then the other keys.
 *
 * @param keys those that differ
 */
export function intentsOf(keys: readonly string[], compared: Compared): string[] {
  return [
    ...COLORS.flatMap((color) => releaseIntent(color, compared)),
    ...schemaIntent(compared),
    ...COLORS.flatMap((color) => capacityIntent(color, compared)),
    ...trafficIntents(compared),
    ...otherKeys(keys, compared),
  ];
}

function sideOf({ releases, versions }: Configured, color: Color): Side {
  return { color, version: versions[releases[color]] ?? releases[color] };
}

function trafficIntents({ before, after }: Compared): string[] {
  const { activeColor: to } = after;
  const moved = to !== before.activeColor;
  const words: string[] = [];
  if (after.maintenance !== before.maintenance)
    words.push(`${after.maintenance ? "shows" : "ends"} the maintenance page`);
  if (moved)
    words.push(
      flipSummary(kindOf(before, after), sideOf(before, otherColor(to)), sideOf(after, to)),
    );
  // A change of colour ends the canary; nobody has to be told.
  if (after.canaryPercent !== before.canaryPercent && !(moved && after.canaryPercent === 0))
    words.push(canarySummary(sideOf(after, otherColor(to)), after.canaryPercent));
  if (!moved && after.refused !== before.refused)
    words.push(after.refused === null ? "refuses no release any more" : `refuses ${after.refused}`);
  return words;
}

/** Back is where the version goes down, or where the release that is left is refused from now on. */
function kindOf(before: Configured, after: Configured): "flip" | "rollback" {
  const left = before.releases[before.activeColor];
  const [from, to] = [sideOf(before, before.activeColor), sideOf(after, after.activeColor)];
  const flees = after.refused === left && before.refused !== left;
  return flees || compare(to.version, from.version) < 0 ? "rollback" : "flip";
}

function releaseIntent(color: Color, { before, after, changes }: Compared): string[] {
  if (before.releases[color] === after.releases[color]) return [];
  const own = changes.filter((change) => (colorOf(change) ?? color) === color);
  const to = { ...sideOf(after, color), isActive: before.activeColor === color };
  return [releasePart(to, own, after.capacity[color].min)];
}

function schemaIntent({ before, after }: Compared): string[] {
  const [from, to] = [before.schema, after.schema];
  const raised = compare(to.version, from.version) > 0 ? "raises" : "LOWERS";
  return [
    ...(to.version === from.version
      ? []
      : [`${raised} the schema from ${from.version} to ${to.version}`]),
    ...(to.readableBy === from.readableBy
      ? []
      : [`has the schema read by ${to.readableBy} instead of ${from.readableBy}`]),
  ];
}

function capacityIntent(color: Color, { before, after }: Compared): string[] {
  const [from, to] = [before.capacity[color], after.capacity[color]];
  if (from.min === to.min && from.max === to.max) return [];
  return [`gives ${color} ${podsOf(to)} pods instead of ${podsOf(from)}`];
}

function podsOf({ min, max }: Capacity): string {
  return min === max ? String(min) : `${String(min)} to ${String(max)}`;
}

/** What was said of them already. */
const SAID = ["activeColor", "canaryPercent", "refused", "maintenance", "blue", "green", "schema"];

function otherKeys(keys: readonly string[], { before, after, changes }: Compared): string[] {
  const released = COLORS.some((color) => before.releases[color] !== after.releases[color]);
  // A release brings its entry in the catalogue along.
  const said = new Set(
    [...SAID, ...(released ? ["releases"] : [])].map((key) => `lobechat:${key}`),
  );
  const others = keys.filter((key) => !said.has(key));
  if (others.length === 0) return [];
  const rest = changes.filter((change) => !isOfRelease(change, before, after));
  return [`changes ${others.join(", ")}${touching(rest)}`];
}

/** Whether a colour's resource changes with that colour's release anyway. */
function isOfRelease(change: ResourceChange, before: Configured, after: Configured): boolean {
  const color = colorOf(change);
  return color !== undefined && before.releases[color] !== after.releases[color];
}
