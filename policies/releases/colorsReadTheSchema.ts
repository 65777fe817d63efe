import { gt, satisfies, valid } from "semver";
import { isColor } from "../pods/colorPods";
import { DEPLOYMENT } from "../pods/workloads";
import { stackRule } from "../rule";
import type { Seen } from "../seen";
import type { Stack } from "../stack";
import { forwardsOf } from "../traffic/forwards";
import { trafficRulesOf } from "../traffic/trafficRules";
import { releaseOf } from "./colorRelease";

export const colorsReadTheSchema = stackRule({
  name: "colors-read-the-schema",
  description: "Every color's version can read the schema of the shared database.",
  severity: "critical",
  mend: "raise lobechat:schema.version with the release that migrates, once you have read what it migrates, and keep both colors within lobechat:schema.readableBy; what cannot read it goes behind `pulumi config set maintenance true`.",
  check: (stack, look) => {
    const [program] = stack.of("pulumi:pulumi:Stack");
    if (program === undefined) return;
    for (const color of stack.of(DEPLOYMENT).filter(isColor))
      look(color, (seen) => problemOf(seen, program, stack));
  },
});

function problemOf(color: Seen, program: Seen, stack: Stack): string | undefined {
  const mark = program.text("schema", "version");
  const readers = program.text("schema", "readableBy");
  if (mark === undefined || readers === undefined)
    return "runs in a stack whose output `schema` does not say who can read the database";
  const { version } = releaseOf(color);
  if (valid(version) === null)
    return `runs version "${version}", which no schema can be compared with`;
  // What a release has left behind that failed is not raised for: the mark went back with the rollback from it.
  if (gt(version, mark) && color.declared)
    return `runs ${version}, newer than the schema's mark ${mark}`;
  return satisfies(version, readers, { includePrerelease: true }) || isBehindMaintenance(stack)
    ? undefined
    : `runs ${version}, which cannot read the schema of ${mark} (${readers} can)`;
}

/** Behind the maintenance page nobody reads anything. */
function isBehindMaintenance(stack: Stack): boolean {
  const rules = trafficRulesOf(stack);
  return rules.length > 0 && rules.every((rule) => forwardsOf(rule).length === 0);
}
