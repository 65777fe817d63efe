import { resourceRule } from "../rule";
import type { Seen } from "../seen";
import { METRIC_ALARM, metricsOf } from "./alarms";

export const quietIsNoError = resourceRule({
  name: "quiet-is-no-error",
  description:
    "An alarm on 5xx takes no data for good news: CloudWatch has them only where there are any.",
  severity: "high",
  mend: 'leave out missing: "bad" where the alarm is made, so that treatMissingData is notBreaching.',
  types: [METRIC_ALARM],
  checks: [ringsWhenQuiet],
});

function ringsWhenQuiet(alarm: Seen): string | undefined {
  if (!metricsOf(alarm).some(({ name }) => /^HTTPCode_\w+_5XX_Count$/.test(name))) return undefined;
  const missing = alarm.text("treatMissingData") ?? "missing";
  return missing === "notBreaching"
    ? undefined
    : `takes no data for ${missing} (treatMissingData), and there is none while all is well`;
}
