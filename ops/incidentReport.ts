import type { CommitRange, IncidentFacts } from "./incidentFacts";
import type { RecordedUpdate } from "./history";

/** The report of the next morning, as Markdown. Every number in it was measured; what was not, is said. */
export function incidentReport(facts: IncidentFacts): string {
  const { from, fled, rollback } = facts;
  const parts = [
    `# Incident: ${from} ${fled}, ${day(rollback.at)}`,
    summary(facts),
    "## Times\n\nAll in UTC.",
    table(["When", "What", "Told by"], timeline(facts)),
    "## What ran",
    table(["", "blue", "green", "Served by"], combinations(facts)),
    "## Who was affected",
    affected(facts),
    "## What changed",
    changes(facts.commits),
    "## What follows",
    followUps(facts)
      .map((line) => `- [ ] ${line}`)
      .join("\n"),
    ...(facts.gaps.length === 0
      ? []
      : ["## What could not be measured", facts.gaps.map((gap) => `- ${gap}`).join("\n")]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function summary(facts: IncidentFacts): string {
  const { stack, domain, to, rollback } = facts;
  const how = rollback.message?.kind === "automatic rollback" ? "by itself" : `by ${rollback.who}`;
  return [
    `Users of ${domain} (stack ${stack}) ${exposed(facts)}.`,
    ...symptoms(facts),
    `At ${clock(rollback.endedAt)} all of them were on ${to} ${rollback.releases[to]}, taken there ${how}${lasted(facts)}.`,
  ].join(" ");
}

function exposed({ from, to, fled, exposures: [first] }: IncidentFacts): string {
  if (first === undefined) return `were on ${from} ${fled}`;
  return first.activeColor === from
    ? `got ${from} ${fled} instead of ${to} at ${clock(first.at)}`
    : `got ${from} ${fled} at ${clock(first.at)}, as a canary of ${first.canaryPercent} %`;
}

function symptoms({ firstError, alarm }: IncidentFacts): string[] {
  return [
    ...(firstError === null
      ? []
      : [`The first errors were counted in the minute of ${clock(firstError)}.`]),
    alarm === null ? "Its alarm did not ring." : `Its alarm rang at ${clock(alarm.at)}.`,
  ];
}

function lasted({ firstError, exposures, rollback }: IncidentFacts): string {
  const began = firstError ?? exposures[0]?.at;
  return began === undefined ? "" : `, ${span(began, rollback.endedAt)} after it began`;
}

function timeline(facts: IncidentFacts): string[][] {
  const { from, fled, release, exposures, firstError, alarm, rollback } = facts;
  const moment = (at: Date, what: string, by: string) => ({ at, cells: [time(at), what, by] });
  const update = ({ number, who }: RecordedUpdate) => `update ${number}, ${who}`;
  const moments = [
    ...(release === null
      ? []
      : [moment(release.at, `${fled} is released to ${from}`, update(release))]),
    ...exposures.map((exposure) => moment(exposure.at, quoted(exposure), update(exposure))),
    ...(firstError === null
      ? []
      : [
          moment(firstError, `first errors of ${from}`, "the load balancer's count, by the minute"),
        ]),
    ...(alarm === null
      ? []
      : [moment(alarm.at, `detected: ${alarm.reason}`, `alarm ${alarm.name}`)]),
    moment(rollback.at, quoted(rollback), update(rollback)),
    moment(rollback.endedAt, "recovered: the rollback's update has ended", update(rollback)),
  ];
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime()).map(({ cells }) => cells);
}

/** The first line of an update's message, as it was written. */
function quoted({ text, activeColor }: RecordedUpdate): string {
  const [first = ""] = text.split("\n");
  return first === "" ? `${activeColor} becomes the active color` : first;
}

function combinations({ before, exposures, rollback, now }: IncidentFacts): string[][] {
  const row = (
    when: string,
    { releases, activeColor }: Pick<RecordedUpdate, "releases" | "activeColor">,
  ) => [when, releases.blue, releases.green, activeColor];
  return [
    ...(before === null ? [] : [row("before", before)]),
    ...exposures.slice(-1).map((exposure) => row("during", exposure)),
    row("after", rollback),
    row("now", now),
  ];
}

function affected({ affected: counted, from, exposures: [first] }: IncidentFacts): string {
  if (counted === null) return "It could not be measured; see below.";
  const { requests, failed } = counted;
  if (requests === 0) return `The load balancer counted no request that ${from} answered.`;
  const share = ((100 * failed) / requests).toFixed(1);
  const since = first === undefined ? "" : ` from ${clock(first.at)} on`;
  return `${from} answered ${number(requests)} requests${since}, and ${number(failed)} of them (${share} %) with an error of its own. The load balancer counts requests and not users, and does not count answers that are wrong with a status below 500.`;
}

function changes(ranges: readonly CommitRange[]): string {
  if (ranges.length === 0)
    return "Git knows no commits between the two: the releases' names end with no commit that is in this checkout, or nothing was committed between.";
  return ranges
    .map(({ of, from, to, lines }) => {
      const whose = of === "app" ? "The app" : "This program and its configuration";
      return `${whose}, ${from.slice(0, 12)} to ${to.slice(0, 12)}:\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
    })
    .join("\n\n");
}

function followUps({ from, fled, now, exposures, alarm, firstError }: IncidentFacts): string[] {
  const wasCanary = exposures.some(({ canaryPercent }) => canaryPercent > 0);
  return [
    now.refused === fled
      ? `${fled} is refused from now on. Release what mends it: \`lobechat release <name>\`, then \`lobechat canary 10\` and \`lobechat flip\`.`
      : `Release what mends ${fled}: \`lobechat release <name>\`, then \`lobechat canary 10\` and \`lobechat flip\`.`,
    ...(now.releases[from] === fled
      ? [
          `${from} still runs it: \`lobechat release <name>\` with an older release takes it away from there as well.`,
        ]
      : []),
    "The database was not changed back: what the release has migrated and written stays. See whether the serving release reads all of it.",
    ...(wasCanary
      ? []
      : ["No canary came before all users did: would 10 % of them have shown it?"]),
    ...(alarm === null && firstError !== null
      ? [
          "Errors were counted and the alarm did not ring: see whether its threshold and its floor fit.",
        ]
      : []),
  ];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
function clock(at: Date): string {
  return at.toISOString().slice(11, 16);
}
function time(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}

function span(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 120) return `${seconds} s`;
  return `${Math.round(seconds / 60)} minutes`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
