import { parameterOf } from "./parameterOf";
import { resourceRule } from "../rule";
import type { Seen } from "../seen";

/** From here on PostgreSQL on RDS forces TLS where nothing is said. */
const FORCED_SINCE = 15;

export const databaseSpeaksTls = resourceRule({
  name: "database-speaks-tls-alone",
  description: "The database refuses whoever comes without TLS.",
  severity: "high",
  mend: 'keep rds.force_ssl at "1" in the parameter group of components/aws/database.ts.',
  types: ["aws:rds/parameterGroup:ParameterGroup"],
  checks: [tlsProblem],
});

function tlsProblem(group: Seen): string | undefined {
  const parameter = parameterOf(group, "rds.force_ssl");
  if (parameter !== undefined)
    return parameter.number("value") === 1 ? undefined : "lets connections in without TLS";
  const major = /^postgres(\d+)$/.exec(group.text("family") ?? "")?.[1];
  return major !== undefined && Number(major) >= FORCED_SINCE
    ? undefined
    : "does not say that connections need TLS";
}
