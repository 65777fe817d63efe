import type { TargetGroupSettings } from "./api";
import { check, checkName, checkRange } from "./validation";

/** What the API refuses, of a target group. The limits are those of the API reference. */
export function checkTargetGroup(settings: TargetGroupSettings): void {
  const { healthCheck, stickiness } = settings;
  checkName("target group", settings.name);
  checkRange("health check interval", healthCheck.intervalSeconds, 5, 300);
  checkRange("health check timeout", healthCheck.timeoutSeconds, 2, 120);
  checkRange("healthy threshold", healthCheck.healthyThreshold, 2, 10);
  checkRange("unhealthy threshold", healthCheck.unhealthyThreshold, 2, 10);
  checkRange("deregistration delay", settings.deregistrationDelaySeconds, 0, 3600);
  checkRange("stickiness duration", stickiness.durationSeconds, 1, 604_800);
  check(
    healthCheck.timeoutSeconds < healthCheck.intervalSeconds,
    `health check timeout '${String(healthCheck.timeoutSeconds)}' must be smaller than the interval`,
  );
  check(
    healthCheck.path.startsWith("/"),
    `health check path '${healthCheck.path}' must begin with '/'`,
  );
  check(
    /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/.test(healthCheck.matcher),
    `health check matcher '${healthCheck.matcher}' must have codes from 200 to 499`,
  );
}
